import Store
import Values

/// The customer of a record that may hang on a contact, an opportunity or a lead: taken from there, or
/// compared with it.
///
/// A lead has a customer once it has become one.
struct CustomerAdoption {
  private let db: ReadTransaction
  private let customer: Int
  private let parts: [(column: Int, table: String, customer: String)]

  init(_ draft: RecordDraft, in db: ReadTransaction) throws {
    self.db = db
    customer = try draft.number(of: "customer")
    parts = try [
      ("contact", "customer"), ("opportunity", "customer"), ("lead", "converted_customer"),
    ].filter { draft.columns.contains($0.0) }.map { (try draft.number(of: $0), $0, $1) }
  }

  /// Fills the draft's customer, or refuses one that the part does not belong to.
  func settle(_ draft: RecordDraft) throws {
    for part in parts { try settle(draft, from: part.column, part.table, part.customer) }
  }

  private func settle(
    _ draft: RecordDraft, from column: Int, _ table: String, _ field: String
  ) throws {
    guard let part = draft.integer(column) else { return }
    let found: Int64?? = try db.value(
      "SELECT \(identifier: field) FROM \(identifier: table) WHERE id = \(part)", as: Int64?.self)
    guard let owner = found ?? nil else {
      guard draft.hasValue(customer) else { return }
      throw UserError(
        .usage, "\(table)/\(part) is no customer's yet", code: "E_CUSTOMER",
        hints: ["name the customer or the lead, not both"])
    }
    if let given = draft.integer(customer), given != owner {
      throw UserError(
        .usage, "\(table)/\(part) belongs to customer/\(owner), not to customer/\(given)",
        code: "E_CUSTOMER")
    }
    draft.set(customer, integer: owner)
  }
}
