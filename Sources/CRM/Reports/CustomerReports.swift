import Catalogue
import Store
import Values

extension ReportDimension {
  /// What reports about customers can be grouped by.
  static let ofCustomers: [ReportDimension] =
    [owner, team]
    + [
      ("level", "Level", "级别"), ("industry", "Industry", "行业"), ("region", "Region", "地区"),
      ("source", "Source", "来源"), ("kind", "Kind", "客户类型"), ("status", "Status", "跟进状态"),
    ].map {
      entries($0.0, $0.1, $0.2, of: "r.\(identifier: $0.0)", list: "customer.\($0.0)")
    }
}

extension Report {
  /// How good the customers are (客户评分).
  static let scores = Report(
    "scores", "Scores", "客户评分分布", summary: "Customers by priority, and their scores",
    definition: """
      Customers by the priority that their score gives (crm score bands), as the score counts today
      (--as-of).

      customers  how many there are
      share      of all customers in the report, in percent with one decimal, half up
      lowest     the lowest score among them
      highest    the highest

      Deleted customers do not count. --ids takes A, B or C.
      """,
    noun: .customer,
    rows: [
      .words(
        "priority", "Priority", "优先级", of: ScoreExpression.priority(of: "r.score"),
        ["A", "B", "C"].map { ($0, Label($0, $0)) })
    ],
    dimensions: ReportDimension.ofCustomers,
    measures: [
      .count("customers", "Customers", "客户数"),
      .share("share", "Share", "占比", of: "f.customers", in: "sum(f.customers) OVER ()"),
      .number("lowest", "Lowest", "最低分", aggregate: "min(r.score)"),
      .number("highest", "Highest", "最高分", aggregate: "max(r.score)"),
    ], chart: "customers", options: [.conditions, .owner, .day],
    examples: [("crm report scores --by owner", "Whose customers are how good")],
    source: ReportSource(from: { run in
      let facts = FactExpression(asOf: run.today, session: run.session)
      let score = try facts.sql("score", of: .customer, alias: "s") ?? "0"
      return "(SELECT s.*, \(score) AS score FROM customer s) r"
    }))

  /// How customers are classified (客户分类).
  static let classification = Report(
    "classification", "Classification", "客户分类分布", summary: "Customers by level and other classes",
    definition: """
      Customers by a field that people or rules decide.

      customers  how many there are
      owned      how many of them have an owner
      pooled     how many lie in a pool
      won        how many have a deal: an opportunity that was won
      share      of all customers in the report, in percent with one decimal, half up

      Deleted customers do not count. A period limits them by created_at. --ids takes a group, and
      owned, pooled or won behind it.
      """,
    noun: .customer,
    dimensions: ReportDimension.ofCustomers + [
      .texts("credit_grade", "Credit grade", "信用等级", of: "CAST(r.credit_grade AS TEXT)")
    ] + ReportDimension.calendar("r.created_at"), by: ["level"],
    measures: [
      .count("customers", "Customers", "客户数"),
      .count("owned", "Owned", "有归属", where: "r.owner IS NOT NULL"),
      .count("pooled", "In pools", "在公海", where: "r.pool IS NOT NULL"),
      .count("won", "Won", "已成交", where: "d.customer IS NOT NULL"),
      .share("share", "Share", "占比", of: "f.customers", in: "sum(f.customers) OVER ()"),
    ], chart: "customers", options: [.conditions, .owner, .period],
    examples: [
      ("crm report classification", "By level"),
      ("crm report classification --by industry,region", "Where which industries are"),
    ],
    source: ReportSource(
      from: { _ in
        """
        customer r LEFT JOIN (
          SELECT DISTINCT o.customer FROM stage s CROSS JOIN opportunity o ON o.stage = s.id
          WHERE s.kind = 'won' AND o.deleted_at IS NULL) d ON d.customer = r.id
        """
      }, moment: "r.created_at"))

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
      """,
    noun: .customer, rows: [.owner], dimensions: [],
    measures: [
      .number("today", "Today", "今天", isZeroWhenMissing: true),
      .number("within_3", "In 3 days", "3天内", isZeroWhenMissing: true),
      .number("within_7", "In 7 days", "7天内", isZeroWhenMissing: true),
      .number("within_30", "In 30 days", "30天内", isZeroWhenMissing: true),
    ], chart: "within_30", options: [.conditions, .owner],
    examples: [("crm report recycle-risk --team 华东区", "What a team is about to lose")],
    source: ReportSource(
      from: { _ in "customer r" },
      spans: ReportSpans { query, db in
        let run = query.context
        let today = try run.session.today()
        let forecast = try RecycleForecast(
          until: today.adding(days: 30),
          where: { holding in
            guard !run.parameters.conditions.isEmpty else {
              return "\(run.sees(holding.noun, "c")) AND \(run.isAsked("c.owner"))"
            }
            // A condition is about customers.
            return holding == .customers ? query.selects("c.id") : "0"
          }, session: run.session, in: db)
        var owners: [[Scalar]: [String: Int64]] = [:]
        for fall in forecast.falls {
          for (name, days) in [("today", 0), ("within_3", 3), ("within_7", 7), ("within_30", 30)]
          where fall.day - today <= days {
            owners[[.integer(fall.owner)], default: [:]][name, default: 0] += 1
          }
        }
        return owners
      }, canDrill: false))
}
