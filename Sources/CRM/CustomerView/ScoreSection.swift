import Store
import Tabular
import Values

extension CustomerSection {
  /// What the customer is worth today.
  static let score = CustomerSection(
    "score", "score and priority, as they are today"
  ) { scene in
    let facts = FactExpression(asOf: try scene.session.today(), session: scene.session)
    guard let score = try facts.sql("score", of: .customer, alias: "r"),
      let priority = try facts.sql("priority", of: .customer, alias: "r"),
      let row = try scene.db.row(
        "SELECT \(score), \(priority) FROM customer r WHERE r.id = \(scene.customer)",
        as: Int64.self, String.self)
    else { throw UserError.bug("customer/\(scene.customer) has no score") }
    return [
      scene.session.entry("score", "Score", "评分", .integer(row.0)),
      scene.session.entry("priority", "Priority", "优先级", .text(row.1)),
    ]
  }
}
