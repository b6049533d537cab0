import Store
import Values

/// The stays of opportunities in stages, read event by event in one pass.
struct StageSpans {
  /// What is counted of one stage, for one value of the other dimensions.
  fileprivate struct Stays: SpanCounts {
    var left = DayCounts()
    var now = DayCounts()
    var rotten: Int64 = 0
  }

  private struct Group {
    let keys: [Scalar]
    let isOpen: Bool
    /// The days of 24 hours that the stage allows.
    let most: Int64?
    var stays = Stays()
  }

  /// The sums of one opportunity in one group.
  private struct Stay {
    let group: Int
    var days = 0
    var seconds: Int64 = 0
    /// Since when it stands there now.
    var since: (day: Day, instant: Instant)?
    var lastEntry: Day
  }

  private var groups: [Group] = []
  /// Where each group stands among them; everything else is counted by place.
  private var places: [[Scalar]: Int] = [:]
  /// Where the last group of each stage stands: mostly the next event of the stage is of the same.
  private var recent: [Int64: Int] = [:]
  /// What is known of the opportunity that is being read; it comes to few groups.
  private var opportunity: Int64 = 0
  private var stays: [Stay] = []
  /// The places of the present stays, and the event that they came with.
  private var standing: [Int] = []
  private var event: Int64 = 0
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
      let group = reader.group(of: row, count)
      reader.read(
        opportunity: row.integer(count), event: row.integer(count + 1),
        at: (run.zone.day(of: at), at), group: group)
      return true
    }
    reader.finishOpportunity()
    let reached = reader.groups.filter { $0.stays.left.total + $0.stays.now.total > 0 }
    return Dictionary(uniqueKeysWithValues: reached.map { ($0.keys, $0.stays) })
  }

  /// The group of an event: its first columns say which, and the very first one is the stage.
  private mutating func group(of row: borrowing RowCursor, _ count: Int) -> Int {
    let stage = row.integer(0)
    if let place = recent[stage] {
      let keys = groups[place].keys
      var next = 1
      while next < count, row.scalar(next) == keys[next] { next += 1 }
      if next == count { return place }
    }
    let place = place(of: (0..<count).map { row.scalar($0) }, stage: stage)
    recent[stage] = place
    return place
  }

  private mutating func place(of keys: [Scalar], stage: Int64) -> Int {
    if let place = places[keys] { return place }
    let most = stages[stage]
    groups.append(Group(keys: keys, isOpen: most != nil, most: most ?? nil))
    places[keys] = groups.count - 1
    return groups.count - 1
  }

  private mutating func read(
    opportunity: Int64, event: Int64, at moment: (day: Day, instant: Instant), group: Int
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
    guard groups[group].isOpen else { return }
    if let place = stays.firstIndex(where: { $0.group == group }) {
      stays[place].since = moment
      stays[place].lastEntry = moment.day
      standing.append(place)
    } else {
      standing.append(stays.count)
      stays.append(Stay(group: group, since: moment, lastEntry: moment.day))
    }
  }

  private mutating func leave(at moment: (day: Day, instant: Instant)) {
    for place in standing {
      guard let since = stays[place].since else { continue }
      stays[place].days += max(0, moment.day - since.day)
      stays[place].seconds += moment.instant - since.instant
      stays[place].since = nil
    }
    standing.removeAll(keepingCapacity: true)
  }

  private mutating func finishOpportunity() {
    for stay in stays where period?.contains(stay.lastEntry) ?? true {
      if let since = stay.since {
        groups[stay.group].stays.now.add(stay.days + max(0, today - since.day))
        let seconds = max(0, stay.seconds + (end - since.instant))
        if let most = groups[stay.group].most, seconds / Instant.secondsPerDay > most {
          groups[stay.group].stays.rotten += 1
        }
      } else {
        groups[stay.group].stays.left.add(stay.days)
      }
    }
    stays.removeAll(keepingCapacity: true)
    standing.removeAll(keepingCapacity: true)
  }
}

extension StageSpans.Stays {
  func adding(_ other: Self) -> Self {
    var sum = self
    sum.left = left.adding(other.left)
    sum.now = now.adding(other.now)
    sum.rotten += other.rotten
    return sum
  }

  var figures: [String: Int64] {
    var figures: [String: Int64] = [:]
    if left.total > 0 {
      figures["left"] = left.total
      figures["median_days"] = left.percentile(50)
      figures["p90_days"] = left.percentile(90)
    }
    if now.total > 0 {
      figures["now"] = now.total
      figures["now_median"] = now.percentile(50)
      figures["oldest_days"] = now.longest
      figures["rotten"] = rotten
    }
    return figures
  }
}
