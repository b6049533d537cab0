import Store
import Values

/// The customer of a record that may hang on a contact or an opportunity: taken from there, or
/// compared with it.
struct CustomerAdoption {
  private let db: ReadTransaction
  private let customer: Int
  private let parts: [(column: Int, table: String)]

  init(_ draft: RecordDraft, in db: ReadTransaction) throws {
    self.db = db
    customer = try draft.number(of: "customer")
    parts = try ["contact", "opportunity"].map { (try draft.number(of: $0), $0) }
  }

  /// Fills the draft's customer, or refuses one that the part does not belong to.
  func settle(_ draft: RecordDraft) throws {
    for (column, table) in parts { try settle(draft, from: column, table) }
  }

  private func settle(_ draft: RecordDraft, from column: Int, _ table: String) throws {
    guard let part = draft.integer(column),
      let owner: Int64 = try db.value(
        "SELECT customer FROM \(identifier: table) WHERE id = \(part)")
    else { return }
    if let given = draft.integer(customer), given != owner {
      throw UserError(
        .usage, "\(table)/\(part) belongs to customer/\(owner), not to customer/\(given)",
        code: "E_CUSTOMER")
    }
    draft.set(customer, integer: owner)
  }
}
