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
      deals, amount  opportunities won in the period, by the same source
      converted      of the customers above, how many have a deal by now, whenever it was made
      conversion     converted / customers, in percent with one decimal, half up

      Deleted records do not count. --owner and --team look at present owners.
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
    ], chart: "amount", options: [.period, .owner, .pipeline],
    examples: [("crm report sources --period 2026", "What the sources brought in a year")],
    source: ReportSource(from: SourceFigures.from, isScoped: false, canDrill: false))
}

/// The parts of the report on sources.
private enum SourceFigures {
  @Sendable
  static func from(_ run: ReportRun) -> SQL {
    let source: SQL = "ifnull(o.source, (SELECT c.source FROM customer c WHERE c.id = o.customer))"
    let pipeline = run.parameters.pipeline
    return """
      (SELECT c.source AS source, count(*) AS customers, 0 AS leads, 0 AS opportunities, 0 AS deals,
          0 AS amount, count(d.customer) AS converted
        FROM customer c LEFT JOIN (
          SELECT DISTINCT o.customer FROM stage s CROSS JOIN opportunity o ON o.stage = s.id
          WHERE s.kind = 'won' AND o.deleted_at IS NULL) d ON d.customer = c.id
        WHERE \(run.sees(.customer, "c")) AND \(run.inPeriod("c.created_at"))
          AND \(run.isAsked("c.owner")) GROUP BY 1
      UNION ALL SELECT l.source, 0, count(*), 0, 0, 0, 0 FROM lead l
        WHERE \(run.sees(.lead, "l")) AND \(run.inPeriod("l.created_at"))
          AND \(run.isAsked("l.owner")) GROUP BY 1
      UNION ALL SELECT \(source), 0, 0, count(*), 0, 0, 0 FROM opportunity o
        WHERE \(run.sees(.opportunity, "o")) AND \(run.inPeriod("o.created_at"))
          AND (\(pipeline) IS NULL OR o.pipeline = \(pipeline)) AND \(run.isAsked("o.owner"))
        GROUP BY 1
      UNION ALL SELECT \(source), 0, 0, 0, count(*), sum(o.amount), 0
        FROM \(run.stages("'won'")) s CROSS JOIN opportunity o ON o.stage = s.id
        WHERE \(run.sees(.opportunity, "o")) AND \(run.inPeriod("o.closed_at"))
          AND \(run.isAsked("o.owner")) GROUP BY 1) r
      """
  }
}
