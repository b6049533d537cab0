import Catalogue
import Store
import Values

extension Report {
  /// Who loses what soon (回收风险).
  static let recycleRisk = Report(
    "recycle-risk", "Recycling risk", "回收风险",
    summary: "What owners will lose to the pools, and how soon",
    definition: """
      Customers and leads that recycling will take from their owners within 30 days from today, if
      nothing happens; what a run of today would take counts as today. 'crm pool forecast' lists them,
      and 'crm pool explain' says why. With --where only customers count.

      today         fall today
      within_3      fall today or in the three days after
      within_7      in the seven days after
      within_30     in the thirty days after

      --ids takes a group, and one of these behind it. Where customers and leads fall, --by noun tells
      them apart.
      """,
    noun: .customer,
    dimensions: [
      .owner, .team,
      .words(
        "noun", "Record", "记录", of: "0",
        PoolHolding.choices.map { ($0.key, $0.label) }),
    ], by: ["owner"],
    measures: RecycleRisk.spans.map {
      .number($0.name, $0.english, $0.chinese, isZeroWhenMissing: true)
    }, chart: "within_30", options: [.conditions, .owner],
    without: ["as-of": "it tells what the rules of now will do from today on"],
    examples: [
      ("crm report recycle-risk --team 华东区", "What a team is about to lose"),
      ("crm report recycle-risk --ids li.wei --ids within_7", "What somebody should see to"),
    ],
    content: .figures(
      ReportSource(
        from: { _ in "customer r" },
        spans: ReportSpans { query, db in
          let risk = try RecycleRisk(query, in: db)
          var counts: [[Scalar]: PlainCounts] = [:]
          for fall in risk.falls {
            let keys = risk.keys(of: fall)
            for span in RecycleRisk.spans where fall.day - risk.today <= span.days {
              counts[keys, default: PlainCounts(figures: [:])].figures[span.name, default: 0] += 1
            }
          }
          return counts
        },
        drill: { query, keys in
          try query.context.session.read { try RecycleRisk(query, in: $0).records(keys, in: $0) }
        })))
}

/// What falls within 30 days, and how the report groups it.
private struct RecycleRisk {
  static let spans: [(name: String, english: String, chinese: String, days: Int)] = [
    ("today", "Today", "今天", 0), ("within_3", "In 3 days", "3天内", 3),
    ("within_7", "In 7 days", "7天内", 7), ("within_30", "In 30 days", "30天内", 30),
  ]

  let today: Day
  let falls: [RecycleForecast.Fall]
  private let rules: [RecycleRule]
  private let teams: [Int64: Int64]
  private let query: ReportQuery

  init(_ query: ReportQuery, in db: ReadTransaction) throws {
    self.query = query
    let run = query.context
    today = try run.session.today()
    let forecast = try RecycleForecast(
      until: today.adding(days: 30),
      where: { holding in
        guard !run.parameters.conditions.isEmpty else {
          return "\(run.sees(holding.noun, "c")) AND \(run.isAsked("c.owner"))"
        }
        // A condition is about customers.
        return holding == .customers ? query.selects("c.id") : "0"
      }, session: run.session, in: db)
    falls = forecast.falls
    rules = forecast.rules
    let members = try db.rows(
      "SELECT id, team FROM \"user\" WHERE team IS NOT NULL", as: Int64.self, Int64.self)
    teams = Dictionary(members.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
  }

  private func holding(of fall: RecycleForecast.Fall) -> PoolHolding { rules[fall.rule].holding }

  func keys(of fall: RecycleForecast.Fall) -> [Scalar] {
    query.groupNames.map { name in
      switch name {
      case "owner": .integer(fall.owner)
      case "team": teams[fall.owner].map { .integer($0) } ?? .null
      default: .text(holding(of: fall).rawValue)
      }
    }
  }

  /// The customers or leads behind a number.
  func records(_ keys: [String], in db: ReadTransaction) throws -> RecordQuery {
    var keys = keys
    var days = Self.spans.last?.days ?? 0
    if keys.count > query.groupCount || query.groupCount == 0, let last = keys.last,
      let span = Self.spans.first(where: { $0.name == last })
    {
      days = span.days
      keys.removeLast()
    } else if query.groupCount == 0, keys == ["all"] {
      keys = []
    }
    guard keys.count <= query.groupCount else {
      throw UserError(
        .usage, "--ids \(keys.last ?? "") is no number of this report",
        hints: [
          "it takes, one --ids each: "
            + (query.groupNames + ["perhaps " + Self.spans.map(\.name).joined(separator: "|")])
            .joined(separator: ", ")
        ])
    }
    let wanted: [Set<String>] = try keys.enumerated().map { index, text in
      text.isEmpty ? [] : Set(try query.groups(index).keys(named: text, in: db))
    }
    let found = falls.filter { fall in
      fall.day - today <= days
        && zip(self.keys(of: fall), zip(keys, wanted)).allSatisfy { key, asked in
          switch key {
          case .null: asked.0.isEmpty
          case .integer(let number): asked.1.contains(String(number))
          case .text(let text): asked.1.contains(text)
          }
        }
    }
    let holdings = Set(found.map(holding))
    guard holdings.count < 2 else {
      throw UserError(
        .usage, "these are customers and leads, which no list holds together",
        hints: ["name one of them: --by \((query.groupNames + ["noun"]).joined(separator: ","))"])
    }
    var records = try RecordQuery(
      (holdings.first ?? .customers).noun, session: query.context.session)
    records.conditions.append("r.id IN \(ids: found.map(\.customer))")
    return records
  }
}
