import Catalogue

/// A table from whose rows a fact of a record follows, and the column that names the record.
package struct FactSource: Hashable, Sendable {
  package let table: String
  package let column: String
}

extension FactExpression {
  /// Where a fact comes from, in the same order as its SQL; nil when the noun has no such fact.
  package static func sources(of fact: String, of noun: Noun) -> [FactSource]? {
    switch (noun.name, fact) {
    case ("customer", "last_activity"): [FactSource(table: "activity", column: "customer")]
    case ("customer", "contacts"): [FactSource(table: "contact", column: "customer")]
    case ("customer", "open_opportunities"), ("customer", "won"):
      [FactSource(table: "opportunity", column: "customer")]
    case ("customer", "open_tasks"): [FactSource(table: "task", column: "customer")]
    case ("task", "overdue"): [FactSource(table: "task", column: "id")]
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
    default: nil
    }
  }
}
