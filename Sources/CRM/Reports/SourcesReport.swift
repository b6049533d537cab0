import Catalogue
import Store

extension Report {
  /// What the sources of customers bring (来源分析).
  static let sources = Report(
    "sources", "Sources", "来源分析", summary: "Customers, opportunities and deals by source",
    definition: """
      By source, of the period:

      customers      customers created in the period, by their source
      leads          leads created in the period
      opportunities  opportunities created in the period, by the opportunity's own source and, where
                     it has none, by that of its customer
      deals, amount  deals of the period, by the same source: a contract counts for that of its
                     opportunity, else of its customer
      converted      of the customers above, how many have a deal by now, whenever it was made
      conversion     converted / customers, in percent with two decimals, half up
      cost           what was spent on the source on days of the period (crm expense add); with --owner,
                     --team or --pipeline none, because it was spent for all
      roi            (amount - cost) / cost, in percent with two decimals, half up

      \(Deal.definition)

      --owner and --team look at present owners.
      """,
    noun: .customer,
    dimensions: [.entries("source", "Source", "来源", of: "r.source", list: "customer.source")],
    by: ["source"],
    measures: [
      .sum("customers", "Customers", "客户数", .count, of: "r.customers"),
      .sum("leads", "Leads", "线索数", .count, of: "r.leads"),
      .sum("opportunities", "Opportunities", "商机数", .count, of: "r.opportunities"),
      .sum("deals", "Deals", "成交数", .count, of: "r.deals"),
      .sum("amount", "Amount", "成交金额", of: "r.amount"),
      .sum("converted", "Converted", "已成交客户", .count, of: "r.converted"),
      .share("conversion", "Conversion", "客户转化率", of: "f.converted", in: "f.customers"),
      .sum("cost", "Cost", "费用", of: "r.cost"),
      .gain("roi", "ROI", "投资回报率", of: "f.amount", for: "f.cost"),
    ], chart: "amount", options: [.period, .owner, .pipeline],
    examples: [
      ("crm report sources --period 2026", "What the sources brought in a year"),
      (
        "crm report sources --sort -roi --fields source,amount,cost,roi",
        "Where money is well spent"
      ),
    ],
    content: .figures(
      ReportSource(
        from: SourceFigures.from, isScoped: false,
        division: ReportDivision(
          branches: [Noun.opportunity, .customer, .contract, .lead, .expense].map {
            ReportBranch($0)
          }))))
}

/// The parts of the report on sources.
private enum SourceFigures {
  @Sendable
  static func from(_ run: ReportRun) -> SQL {
    var deals = run.deals
    deals.hasSource = true
    let pipeline = run.parameters.pipeline
    let part = run.part
    // All opportunities are read in the order of an index, in which those of a customer lie together.
    let opportunity: SQL = run.parameters.period == nil ? "+o.id" : "o.id"
    let isOfAll = pipeline == nil && run.parameters.isOfAll
    return """
      (SELECT c.source AS source, count(*) AS customers, 0 AS leads, 0 AS opportunities, 0 AS deals,
          0 AS amount, count(d.customer) AS converted, 0 AS cost
        FROM customer c LEFT JOIN (\(Deal.customers { part.contains(.customer, $0) })) d
          ON d.customer = c.id
        WHERE \(run.sees(.customer, "c")) AND \(run.inPeriod("c.created_at"))
          AND \(run.isAsked("c.owner")) AND \(part.contains(.customer, "c.id")) GROUP BY 1
      UNION ALL SELECT l.source, 0, count(*), 0, 0, 0, 0, 0 FROM lead l
        WHERE \(run.sees(.lead, "l")) AND \(run.inPeriod("l.created_at"))
          AND \(run.isAsked("l.owner")) AND \(part.contains(.lead, "l.id")) GROUP BY 1
      UNION ALL SELECT ifnull(o.source, c.source), 0, 0, count(*), 0, 0, 0, 0
        FROM opportunity o CROSS JOIN customer c ON c.id = o.customer
        WHERE \(run.sees(.opportunity, "o")) AND \(run.inPeriod("o.created_at"))
          AND (\(pipeline) IS NULL OR o.pipeline = \(pipeline)) AND \(run.isAsked("o.owner"))
          AND \(part.contains(.opportunity, opportunity)) GROUP BY 1
      UNION ALL SELECT ifnull(d.source, c.source), 0, 0, 0, count(*), sum(d.amount), 0, 0
        FROM (\(deals.sql)) d CROSS JOIN customer c ON c.id = d.customer
        WHERE \(run.isAsked("d.owner")) GROUP BY 1
      UNION ALL SELECT e.source, 0, 0, 0, 0, 0, 0, sum(e.amount) FROM expense e
        WHERE \(run.sees(.expense, "e")) AND \(run.inPeriod(day: "e.day")) AND \(isOfAll)
          AND \(part.contains(.expense, "e.id")) GROUP BY 1) r
      """
  }
}
