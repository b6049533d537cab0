import Store
import Values

/// The stays of opportunities in stages, read event by event in one pass.
struct StageSpans {
  /// The sums of one opportunity in one stage.
  private struct Stay {
    var days = 0
    /// Since when it stands there now.
    var since: Day?
    var lastEntry: Day
  }

  /// What is known of the opportunity that is being read; its groups may be several.
  private var opportunity: Int64 = 0
  private var stays: [[Scalar]: Stay] = [:]
  /// The groups of the present stage, and the place of the event that they came with.
  private var standing: [[Scalar]] = []
  private var event: Int64 = 0
  private var left: [[Scalar]: DayCounts] = [:]
  private var now: [[Scalar]: DayCounts] = [:]
  private let today: Day
  private let period: ClosedRange<Day>?

  private init(today: Day, period: ClosedRange<Day>?) {
    self.today = today
    self.period = period
  }

  static let spans = ReportSpans { query, db in
    let run = query.context
    let count = query.groupCount
    let open = Set(try db.values("SELECT id FROM stage WHERE kind = 'open'", as: Int64.self))
    var reader = StageSpans(today: run.today, period: run.parameters.period)
    // The index of the events has this order.
    try db.stream(
      query.rows(selecting: ["r.id", "e.id", "e.at"], order: "r.id, e.at, e.id")
    ) { row in
      guard let at = Instant(bytes: row.text(count + 2)) else { return true }
      reader.read(
        opportunity: row.integer(count), event: row.integer(count + 1), on: run.zone.day(of: at),
        keys: (0..<count).map { row.scalar($0) }, isOpen: open.contains(row.integer(0)))
      return true
    }
    reader.finishOpportunity()
    return reader.figures
  }

  private mutating func read(
    opportunity: Int64, event: Int64, on day: Day, keys: [Scalar], isOpen: Bool
  ) {
    if opportunity != self.opportunity {
      finishOpportunity()
      self.opportunity = opportunity
    }
    // An opportunity with several products brings each event once for every group.
    if event != self.event {
      leave(on: day)
      self.event = event
    }
    guard isOpen else { return }
    stays[keys, default: Stay(lastEntry: day)].since = day
    stays[keys]?.lastEntry = day
    standing.append(keys)
  }

  private mutating func leave(on day: Day) {
    for keys in standing {
      guard let since = stays[keys]?.since else { continue }
      stays[keys]?.days += max(0, day - since)
      stays[keys]?.since = nil
    }
    standing.removeAll(keepingCapacity: true)
  }

  private mutating func finishOpportunity() {
    for (keys, stay) in stays where period?.contains(stay.lastEntry) ?? true {
      if let since = stay.since {
        now[keys, default: DayCounts()].add(stay.days + max(0, today - since))
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
    }
    return figures
  }
}
