import Catalogue
import Store

extension Report {
  /// Who sells most (业绩排名).
  static let ranking = Report(
    "ranking", "Ranking", "业绩排名", summary: "Users or teams by what they achieved",
    definition: """
      What every user achieved in the period, most contract amount first, then payments, deal amount,
      new customers, activities.

      contract_amount  the sum of the amounts of approved contracts, by the day on which they were
                       signed and their present owner
      contracts        how many these are
      payments         what was received by the day received, refunds taken off, for the present owner
                       of the contract, whatever became of it
      deal_amount      the sum of the amounts of deals, by their day and present owner
      deals            how many these are
      new_customers    customers created in the period that the user owns now
      opportunities    opportunities created in the period that the user owns now
      activities       follow-ups that happened in the period and the user recorded

      \(Deal.definition)

      With --pipeline, contracts and payments count by the opportunity that the contract names. What
      nobody owns stands last, without a name.
      """,
    noun: .user,
    dimensions: [.users("user", "User", "员工", of: "r.who"), .teams(of: "r.who")], by: ["user"],
    measures: [
      .sum("contract_amount", "Contract amount", "合同金额", of: "r.contract_amount"),
      .sum("contracts", "Contracts", "合同数", .count, of: "r.contracts"),
      .sum("payments", "Payments", "回款金额", of: "r.payments"),
      .sum("deal_amount", "Deal amount", "成交金额", of: "r.deal_amount"),
      .sum("deals", "Deals", "成交数", .count, of: "r.deals"),
      .sum("new_customers", "New customers", "新增客户", .count, of: "r.customers"),
      .sum("opportunities", "Opportunities", "新增商机", .count, of: "r.opportunities"),
      .sum("activities", "Activities", "跟进数", .count, of: "r.activities"),
    ], chart: "contract_amount", options: [.period, .owner, .pipeline],
    examples: [
      ("crm report ranking --period 2026-Q1", "The best sellers of a quarter"),
      ("crm report ranking --by team --sort -activities", "Teams by their follow-ups"),
    ],
    content: .figures(
      ReportSource(
        from: { run in
          let pipeline = run.parameters.pipeline
          return """
            (SELECT d.owner AS who, sum(iif(d.is_contract, d.amount, 0)) AS contract_amount,
                sum(d.is_contract) AS contracts, 0 AS payments, sum(d.amount) AS deal_amount,
                count(*) AS deals, 0 AS customers, 0 AS opportunities, 0 AS activities
              FROM (\(run.deals.sql)) d WHERE \(run.isAsked("d.owner")) GROUP BY 1
            UNION ALL SELECT k.owner, 0, 0, sum(p.amount), 0, 0, 0, 0, 0
              FROM payment p \(run.paymentAccess) CROSS JOIN contract k ON k.id = p.contract
              WHERE p.deleted_at IS NULL AND \(run.sees(.contract, "k"))
                AND \(run.inPeriod(day: "p.received"))
                AND \(run.isOfPipeline(opportunity: "k.opportunity"))
                AND \(run.part.contains(.payment, "p.id"))
                AND \(run.isAsked("k.owner")) GROUP BY 1
            UNION ALL SELECT owner, 0, 0, 0, 0, 0, count(*), 0, 0 FROM customer c
              WHERE \(run.sees(.customer, "c")) AND \(run.inPeriod("c.created_at"))
                AND c.owner IS NOT NULL AND \(run.isAsked("c.owner"))
                AND \(run.part.contains(.customer, "c.id")) GROUP BY 1
            UNION ALL SELECT owner, 0, 0, 0, 0, 0, 0, count(*), 0 FROM opportunity o
              WHERE \(run.sees(.opportunity, "o")) AND \(run.inPeriod("o.created_at"))
                AND (\(pipeline) IS NULL OR o.pipeline = \(pipeline))
                AND \(run.isAsked("o.owner"))
                AND \(run.part.contains(.opportunity, "o.id")) GROUP BY 1
            UNION ALL SELECT created_by, 0, 0, 0, 0, 0, 0, 0, count(*) FROM activity a
              WHERE \(run.sees(.activity, "a")) AND \(run.inPeriod("a.at"))
                AND \(run.isAsked("a.created_by"))
                AND \(run.part.contains(.activity, "a.id")) GROUP BY 1) r
            """
        }, isScoped: false,
        order: """
          f.k0 IS NULL, f.contract_amount DESC, f.payments DESC, f.deal_amount DESC,
          f.new_customers DESC, f.activities DESC
          """,
        division: ReportDivision(
          branches: [Noun.opportunity, .activity, .payment, .contract, .customer].map {
            ReportBranch($0)
          }))))
}
