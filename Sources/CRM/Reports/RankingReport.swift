import Catalogue
import Store

extension Report {
  /// Who sells most (业绩排名).
  static let ranking = Report(
    "ranking", "Ranking", "业绩排名", summary: "Users or teams by what they achieved",
    definition: """
      What every user achieved in the period, most won amount first, then deals, new customers,
      activities.

      won_amount     the sum of the amounts of opportunities won, by closed_at and present owner
      deals          how many these are
      new_customers  customers created in the period that the user owns now
      opportunities  opportunities created in the period that the user owns now
      activities     follow-ups that happened in the period and the user recorded

      Deleted records do not count. What nobody owns stands last, without a name.
      """,
    noun: .user,
    dimensions: [.users("user", "User", "员工", of: "r.who"), .teams(of: "r.who")], by: ["user"],
    measures: [
      .sum("won_amount", "Won amount", "赢单金额", of: "r.amount"),
      .sum("deals", "Deals", "成交数", .count, of: "r.deals"),
      .sum("new_customers", "New customers", "新增客户", .count, of: "r.customers"),
      .sum("opportunities", "Opportunities", "新增商机", .count, of: "r.opportunities"),
      .sum("activities", "Activities", "跟进数", .count, of: "r.activities"),
    ], chart: "won_amount", options: [.period, .owner, .pipeline],
    examples: [
      ("crm report ranking --period 2026-Q1", "The best sellers of a quarter"),
      ("crm report ranking --by team --sort -activities", "Teams by their follow-ups"),
    ],
    source: ReportSource(
      from: { run in
        let pipeline = run.parameters.pipeline
        return """
          (SELECT owner AS who, sum(amount) AS amount, count(*) AS deals, 0 AS customers,
              0 AS opportunities, 0 AS activities
            FROM \(run.stages("'won'")) s CROSS JOIN opportunity o ON o.stage = s.id
            WHERE \(run.sees(.opportunity, "o")) AND \(run.inPeriod("o.closed_at"))
              AND \(run.isAsked("o.owner")) GROUP BY 1
          UNION ALL SELECT owner, 0, 0, count(*), 0, 0 FROM customer c
            WHERE \(run.sees(.customer, "c")) AND \(run.inPeriod("c.created_at"))
              AND c.owner IS NOT NULL AND \(run.isAsked("c.owner")) GROUP BY 1
          UNION ALL SELECT owner, 0, 0, 0, count(*), 0 FROM opportunity o
            WHERE \(run.sees(.opportunity, "o")) AND \(run.inPeriod("o.created_at"))
              AND (\(pipeline) IS NULL OR o.pipeline = \(pipeline))
              AND \(run.isAsked("o.owner")) GROUP BY 1
          UNION ALL SELECT created_by, 0, 0, 0, 0, count(*) FROM activity a
            WHERE \(run.sees(.activity, "a")) AND \(run.inPeriod("a.at"))
              AND \(run.isAsked("a.created_by")) GROUP BY 1) r
          """
      }, isScoped: false,
      order: """
        f.k0 IS NULL, f.won_amount DESC, f.deals DESC, f.new_customers DESC, f.activities DESC
        """, canDrill: false))
}
