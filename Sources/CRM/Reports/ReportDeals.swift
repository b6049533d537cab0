import Catalogue
import Store

extension ReportRun {
  /// The hour at which deals count that have no more than a day.
  var clock: DealClock { DealClock(zone) }

  /// How payments are read: those of a period by the index of days, all of them by the table itself, for which
  /// SQLite would take the index of numbers and then the table.
  var paymentAccess: SQL { parameters.period == nil ? "NOT INDEXED" : "" }

  /// The deals of the period and the pipeline that the actor sees, by the ids of contracts and of opportunities.
  var deals: DealRows {
    var rows = DealRows(clock)
    rows.contracts = [
      sees(.contract, "k"), inPeriod(day: "k.signed"), isOfPipeline(opportunity: "k.opportunity"),
      part.contains(.contract, "k.id"),
    ].conjunction()
    rows.opportunities = [
      sees(.opportunity, "o"), inPeriod("o.closed_at"),
      "(\(parameters.pipeline) IS NULL OR o.pipeline = \(parameters.pipeline))",
      part.contains(.opportunity, "o.id"),
    ].conjunction()
    return rows
  }

  /// The condition that the opportunity in the column is of the pipeline asked for.
  func isOfPipeline(opportunity: SQL) -> SQL {
    guard let pipeline = parameters.pipeline else { return "1" }
    return "(SELECT q.pipeline FROM opportunity q WHERE q.id = \(opportunity)) = \(pipeline)"
  }
}

/// What reports about deals have in common: their rows are `deal`, with the customer as `r`.
extension ReportDimension {
  static let ofDeals: [ReportDimension] =
    [
      users(of: "deal.owner"), teams(of: "deal.owner"),
      entries(
        "source", "Source", "来源", of: dealSource(of: "deal.opportunity", else: "r.source"),
        list: "customer.source"),
    ]
    + ofCustomers.filter { ["industry", "region", "level", "kind"].contains($0.name) } + [
      ofOpportunity("deal.opportunity"),
      words(
        "basis", "Basis", "成交依据", of: "iif(deal.is_contract, 'contract', 'opportunity')",
        [
          ("contract", Noun.contract.label), ("opportunity", Noun.opportunity.label),
        ]),
    ] + calendar("deal.at")

  /// The products of deals.
  static let productOfDeal = named(
    "product", "Product", "产品", of: "line.product",
    join: """
      LEFT JOIN (
        SELECT DISTINCT 1 AS is_contract, contract AS deal, product FROM contract_line
        UNION ALL SELECT DISTINCT 0, opportunity, product FROM opportunity_line) line
        ON line.deal = deal.id AND line.is_contract = deal.is_contract
      """, table: "product", code: "code", shown: "active AND deleted_at IS NULL")

  /// The type of the customer `r`.
  static let customerType = words(
    "type", "Customer type", "客户性质", of: "r.type",
    [("enterprise", Label("Enterprise", "企业")), ("individual", Label("Individual", "个人"))])

  /// The source of the opportunity in the column and, where it has none, the other one.
  static func dealSource(of opportunity: SQL, else source: SQL) -> SQL {
    "ifnull((SELECT q.source FROM opportunity q WHERE q.id = \(opportunity)), \(source))"
  }

  /// The pipeline of the opportunity in the column.
  static func ofOpportunity(_ column: SQL) -> ReportDimension {
    named(
      "pipeline", "Pipeline", "销售管道",
      of: "(SELECT q.pipeline FROM opportunity q WHERE q.id = \(column))", table: "pipeline",
      order: "position")
  }

  // MARK: Of contracts

  /// What reports about the contract of the alias, and what belongs to it, can be grouped by.
  static func ofContract(_ contract: SQL) -> [ReportDimension] {
    [
      users(of: "\(contract).owner"), teams(of: "\(contract).owner"),
      contractCustomer("\(contract).customer"),
      entries("type", "Type", "订单类型", of: "\(contract).type", list: "contract.type"),
      entries("status", "Status", "订单状态", of: "\(contract).status", list: "contract.status"),
      entries(
        "source", "Source", "来源",
        of: dealSource(
          of: "\(contract).opportunity",
          else: "(SELECT c.source FROM customer c WHERE c.id = \(contract).customer)"),
        list: "customer.source"),
    ]
      + [
        ("industry", "Industry", "行业"), ("region", "Region", "地区"), ("level", "Level", "级别"),
        ("kind", "Kind", "客户类型"),
      ].map {
        entries(
          $0.0, $0.1, $0.2,
          of: "(SELECT c.\(identifier: $0.0) FROM customer c WHERE c.id = \(contract).customer)",
          list: "customer.\($0.0)")
      } + [ofOpportunity("\(contract).opportunity")]
  }

  /// Customers with contracts, by their names.
  private static func contractCustomer(_ column: SQL) -> ReportDimension {
    var dimension = ReportDimension(name: "customer", label: Noun.customer.label, key: column)
    dimension.hasManyGroups = true
    dimension.groups = { _ in
      """
      SELECT id AS key, \(ReportDimension.naming("name")), 0 AS rank, 0 AS shown FROM customer
      WHERE id IN (SELECT customer FROM contract)
      """
    }
    return dimension
  }
}
