import Catalogue
import Store

extension Report {
  /// How good the customers are (客户评分).
  static let scores = Report(
    "scores", "Scores", "客户评分分布", summary: "Customers by priority, and their scores",
    definition: """
      Customers by the priority that their score gives (crm score bands), as the score counts today
      (--as-of).

      customers  how many there are
      share      of all customers in the report, in percent with two decimals, half up
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
    content: .figures(
      ReportSource(from: { run in
        let facts = FactExpression(asOf: run.today, session: run.session)
        let score = try facts.sql("score", of: .customer, alias: "s") ?? "0"
        return "(SELECT s.*, \(score) AS score FROM customer s) r"
      })))
}
