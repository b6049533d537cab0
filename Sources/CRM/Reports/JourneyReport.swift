import Catalogue
import Store
import Values

extension Report {
  /// How long customers take from one milestone to the next (客户旅程).
  static let journey = Report(
    "journey", "Journey", "客户旅程", summary: "Median days between the milestones of customers",
    definition: """
      Customers created in the period, and the days between their milestones: created, the first
      follow-up, the first opportunity, the first deal. A customer counts in a step when it has reached
      both ends, also when the later one came first, which counts as 0 days.

      step          from which milestone to which
      count         customers that have reached both
      median_days   the median of their days
      p90_days      nine of ten took no longer

      Deleted records do not count.

      \(ReportSpans.percentiles)
      """,
    noun: .customer,
    rows: [
      .words(
        "step", "Step", "步骤", of: "0",
        JourneySteps.all.map { ($0.name, $0.label) })
    ],
    dimensions: [
      .owner, .team, .source,
      .entries("industry", "Industry", "行业", of: "r.industry", list: "customer.industry"),
      .entries("region", "Region", "地区", of: "r.region", list: "customer.region"),
      .entries("level", "Level", "级别", of: "r.level", list: "customer.level"),
    ],
    measures: [
      .count("count", "Customers", "客户数"), .number("median_days", "Median days", "天数中位数"),
      .number("p90_days", "P90 days", "九成天数"),
    ], chart: "median_days", options: [.period, .conditions, .owner],
    examples: [
      ("crm report journey --period 2026", "How this year's customers came along"),
      ("crm report journey --by source", "Whether sources differ"),
    ],
    source: ReportSource(
      from: { _ in
        """
        customer r
        LEFT JOIN (SELECT customer, min(at) AS at FROM activity
          WHERE deleted_at IS NULL AND customer IS NOT NULL GROUP BY customer) followed
          ON followed.customer = r.id
        LEFT JOIN (SELECT o.customer, min(o.created_at) AS at,
            min(o.closed_at) FILTER (WHERE s.kind = 'won') AS won
          FROM opportunity o JOIN stage s ON s.id = o.stage WHERE o.deleted_at IS NULL
          GROUP BY o.customer) sale ON sale.customer = r.id
        """
      }, moment: "r.created_at", spans: JourneySteps.spans, canDrill: false))
}

/// The steps between the milestones of a customer.
enum JourneySteps {
  /// Places among the milestones: created, followed up, opportunity, deal.
  static let all: [(name: String, label: Label, from: Int, to: Int)] = [
    ("followed_up", Label("Created → first follow-up", "创建 → 首次跟进"), 0, 1),
    ("opportunity", Label("Created → first opportunity", "创建 → 首个商机"), 0, 2),
    ("deal", Label("First opportunity → first deal", "首个商机 → 首次成交"), 2, 3),
    ("whole", Label("Created → first deal", "创建 → 首次成交"), 0, 3),
  ]

  static let spans = ReportSpans { query, db in
    var groups: [[Scalar]: DayCounts] = [:]
    let zone = query.context.zone
    let count = query.groupCount
    try db.stream(
      query.rows(selecting: ["r.created_at", "followed.at", "sale.at", "sale.won"])
    ) { row in
      let days = (0..<4).map { Instant(bytes: row.text(count + $0)).map(zone.day) }
      var keys = (0..<count).map { row.scalar($0) }
      for step in all {
        guard let from = days[step.from], let to = days[step.to] else { continue }
        keys[0] = .text(step.name)
        groups[keys, default: DayCounts()].add(max(0, to - from))
      }
      return true
    }
    return groups.mapValues(\.figures)
  }
}
