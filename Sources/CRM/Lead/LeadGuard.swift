import Catalogue
import Store
import Values

/// Converted leads stay as they were, with their history: nobody edits, deletes or converts them.
enum LeadGuard {
  @Sendable
  static func refuseConverted(_ ids: [Int64], in db: ReadTransaction) throws {
    guard
      let (id, name, customer) = try db.row(
        """
        SELECT id, name, converted_customer FROM lead
        WHERE id IN \(ids: ids) AND status = \(LeadStatus.converted.rawValue) ORDER BY id LIMIT 1
        """, as: Int64.self, String.self, Int64?.self)
    else { return }
    throw refusal(of: Noun.lead.reference(id), name, customer: customer)
  }

  static func refusal(of reference: String, _ name: String, customer: Int64?) -> UserError {
    let became = customer.map { Noun.customer.reference($0) }
    return UserError(
      .conflict,
      "\(reference) '\(name)' was converted\(became.map { " into \($0)" } ?? "") and stays as it is",
      code: "E_CONVERTED",
      hints: became.map { ["work on \($0) instead; 'crm log \(reference)' tells the way there"] }
        ?? [],
      details: became.map { [.init("customer", $0)] } ?? [])
  }
}
