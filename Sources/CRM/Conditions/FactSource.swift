import Catalogue

/// A table from whose rows a fact of a record follows, and the column that names the record.
package struct FactSource: Hashable, Sendable {
  package let table: String
  package let column: String
  /// Where the column names another record, through which one comes to the records of the noun.
  package var relay: Relay?

  /// The rows of a table by one column, and the records by another.
  package struct Relay: Hashable, Sendable {
    package let table: String
    package let from: String
    package let to: String
  }
}

extension FactExpression {
  /// Where a fact comes from, in the same order as its SQL; nil when the noun has no such fact.
  package static func sources(of fact: String, of noun: Noun) -> [FactSource]? {
    switch (noun.name, fact) {
    case ("customer", "last_activity"): [FactSource(table: "activity", column: "customer")]
    case ("customer", "contacts"): [FactSource(table: "contact", column: "customer")]
    case ("customer", "open_opportunities"):
      [FactSource(table: "opportunity", column: "customer")]
    case ("customer", "won"), ("customer", "last_deal"):
      [
        FactSource(table: "opportunity", column: "customer"),
        FactSource(table: "contract", column: "customer"),
      ]
    case ("customer", "contracts"), ("customer", "contract_total"):
      [FactSource(table: "contract", column: "customer")]
    case ("customer", "payment_total"), ("customer", "outstanding"), ("customer", "overdue_days"):
      [FactSource(table: "contract", column: "customer")]
        + ["receivable", "payment"].map {
          FactSource(
            table: $0, column: "contract",
            relay: .init(table: "contract", from: "id", to: "customer"))
        }
    case ("contract", let fact) where Noun.contract.facts.contains { $0.name == fact }:
      [FactSource(table: "contract", column: "id")]
        + ["receivable", "payment"].map { FactSource(table: $0, column: "contract") }
    case ("receivable", let fact) where Noun.receivable.facts.contains { $0.name == fact }:
      [
        FactSource(
          table: "contract", column: "id",
          relay: .init(table: "receivable", from: "contract", to: "id"))
      ]
        + ["receivable", "payment"].map {
          FactSource(
            table: $0, column: "contract",
            relay: .init(table: "receivable", from: "contract", to: "id"))
        }
    case ("customer", "open_tasks"): [FactSource(table: "task", column: "customer")]
    case ("task", "overdue"): [FactSource(table: "task", column: "id")]
    case ("opportunity", "forecast"), ("opportunity", "slipped"):
      [FactSource(table: "opportunity", column: "id")]
    case ("opportunity", "stage_since"), ("opportunity", "stage_age"), ("opportunity", "rotten"):
      [FactSource(table: "stage_event", column: "opportunity")]
    case ("pipeline", "version"): [FactSource(table: "pipeline_version", column: "pipeline")]
    case ("customer", "open_tickets"): [FactSource(table: "ticket", column: "customer")]
    case ("ticket", "overdue"): [FactSource(table: "ticket", column: "id")]
    case ("share", "active"): [FactSource(table: "customer_share", column: "id")]
    case ("customer", "score"), ("customer", "priority"), ("lead", "score"):
      [
        FactSource(table: "activity", column: noun.name),
        FactSource(table: "behavior_event", column: noun.name),
      ]
    case ("opportunity", "last_activity"), ("lead", "last_activity"):
      [FactSource(table: "activity", column: noun.name)]
    case ("category", "path"): [FactSource(table: "category", column: "id")]
    case ("category", "products"): [FactSource(table: "product", column: "category")]
    case ("quote", "subtotal"): [FactSource(table: "quote_line", column: "quote")]
    case ("quote", "total"):
      [FactSource(table: "quote", column: "id"), FactSource(table: "quote_line", column: "quote")]
    case ("quote", "status"), ("quote", "expired"):
      [FactSource(table: "quote", column: "id"), FactSource(table: "quote", column: "series")]
    default: nil
    }
  }
}
