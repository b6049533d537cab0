import Store
import Values

/// The stays of opportunities in stages, read event by event in one pass.
struct StageSpans {
  /// The sums of one opportunity in one stage.
  private struct Stay {
    var days = 0
    var seconds: Int64 = 0
    /// Since when it stands there now.
    var since: (day: Day, instant: Instant)?
    var lastEntry: Day
    /// The days of 24 hours that the stage allows.
    let most: Int64?
  }

  /// What is known of the opportunity that is being read; its groups may be several.
  private var opportunity: Int64 = 0
  private var stays: [[Scalar]: Stay] = [:]
  /// The groups of the present stage, and the place of the event that they came with.
  private var standing: [[Scalar]] = []
  private var event: Int64 = 0
  private var left: [[Scalar]: DayCounts] = [:]
  private var now: [[Scalar]: DayCounts] = [:]
  private var rotten: [[Scalar]: Int64] = [:]
  private let today: Day
  /// The last instant that counts.
  private let end: Instant
  private let period: ClosedRange<Day>?
  /// The open stages with the days that they allow.
  private let stages: [Int64: Int64?]

  private init(_ run: ReportRun, in db: ReadTransaction) throws {
    today = run.today
    end = try StageTime(asOf: run.today, session: run.session).end
    period = run.parameters.period
    stages = Dictionary(
      uniqueKeysWithValues: try db.rows(
        "SELECT id, max_days FROM stage WHERE kind = 'open'", as: Int64.self, Int64?.self))
  }

  static let spans = ReportSpans { query, db in
    let run = query.context
    let count = query.groupCount
    var reader = try StageSpans(run, in: db)
    // The index of the events has this order.
    try db.stream(
      query.rows(selecting: ["r.id", "e.id", "e.at"], order: "r.id, e.at, e.id")
    ) { row in
      guard let at = Instant(bytes: row.text(count + 2)) else { return true }
      reader.read(
        opportunity: row.integer(count), event: row.integer(count + 1),
        at: (run.zone.day(of: at), at), keys: (0..<count).map { row.scalar($0) },
        stage: row.integer(0))
      return true
    }
    reader.finishOpportunity()
    return reader.figures
  }

  private mutating func read(
    opportunity: Int64, event: Int64, at moment: (day: Day, instant: Instant), keys: [Scalar],
    stage: Int64
  ) {
    if opportunity != self.opportunity {
      finishOpportunity()
      self.opportunity = opportunity
    }
    // An opportunity with several products brings each event once for every group.
    if event != self.event {
      leave(at: moment)
      self.event = event
    }
    guard let most = stages[stage] else { return }
    stays[keys, default: Stay(lastEntry: moment.day, most: most)].since = moment
    stays[keys]?.lastEntry = moment.day
    standing.append(keys)
  }

  private mutating func leave(at moment: (day: Day, instant: Instant)) {
    for keys in standing {
      guard let since = stays[keys]?.since else { continue }
      stays[keys]?.days += max(0, moment.day - since.day)
      stays[keys]?.seconds += moment.instant - since.instant
      stays[keys]?.since = nil
    }
    standing.removeAll(keepingCapacity: true)
  }

  private mutating func finishOpportunity() {
    for (keys, stay) in stays where period?.contains(stay.lastEntry) ?? true {
      if let since = stay.since {
        now[keys, default: DayCounts()].add(stay.days + max(0, today - since.day))
        let seconds = max(0, stay.seconds + (end - since.instant))
        if let most = stay.most, seconds / Instant.secondsPerDay > most {
          rotten[keys, default: 0] += 1
        }
      } else {
        left[keys, default: DayCounts()].add(stay.days)
      }
    }
    stays.removeAll(keepingCapacity: true)
    standing.removeAll(keepingCapacity: true)
  }

  private var figures: [[Scalar]: [String: Int64]] {
    var figures: [[Scalar]: [String: Int64]] = [:]
    for (keys, counts) in left {
      figures[keys, default: [:]]["left"] = counts.total
      figures[keys]?["median_days"] = counts.percentile(50)
      figures[keys]?["p90_days"] = counts.percentile(90)
    }
    for (keys, counts) in now {
      figures[keys, default: [:]]["now"] = counts.total
      figures[keys]?["now_median"] = counts.percentile(50)
      figures[keys]?["oldest_days"] = counts.longest
      figures[keys]?["rotten"] = rotten[keys] ?? 0
    }
    return figures
  }
}
