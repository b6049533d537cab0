import Catalogue
import Store

extension Report {
  /// Who follows up how much (跟进工作量).
  static let activity = Report(
    "activity", "Follow-ups", "跟进工作量", summary: "Follow-ups, customers and first contacts",
    definition: """
      Follow-ups by the day on which they happened (at) in the zone of the store; a period limits them
      by it. Whoever recorded a follow-up is its author; --owner and --team mean authors.

      records         follow-ups
      customers       different customers that were followed up
      leads           different leads that were followed up
      first_contacts  follow-ups that were their customer's first ever, by at, then by id

      Deleted follow-ups do not count. --ids takes a group, and first_contacts behind it.
      """,
    noun: .activity,
    dimensions: [
      .users("author", "Author", "跟进人", of: "r.created_by"), .teams(of: "r.created_by"),
      .entries("method", "Method", "跟进方式", of: "r.method", list: "activity.method"),
    ] + ReportDimension.calendar("r.at"), by: ["author"],
    measures: [
      .count("records", "Records", "跟进数"),
      .distinct("customers", "Customers", "客户数", of: "r.customer"),
      .distinct("leads", "Leads", "线索数", of: "r.lead"),
      .count(
        "first_contacts", "First contacts", "首次联系",
        where: """
          r.id = (SELECT p.id FROM activity p WHERE p.customer = r.customer
            AND p.deleted_at IS NULL ORDER BY p.at, p.id LIMIT 1)
          """),
    ], chart: "records", options: [.period, .conditions, .owner],
    examples: [
      ("crm report activity --period 'last month'", "Who followed up how much"),
      ("crm report activity --by day --period month_start..today", "Day by day"),
      ("crm report activity --by author,method", "How everybody works"),
    ],
    source: ReportSource(from: { _ in "activity r" }, moment: "r.at", owner: "r.created_by"))

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
