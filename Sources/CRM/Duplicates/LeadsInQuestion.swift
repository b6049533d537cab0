import Catalogue
import Store
import Values

/// The open leads that are about the same company as a customer in question, or have one of its numbers.
///
/// They are pointed out and never refuse anything; the indexes of the keys find them.
struct LeadsInQuestion {
  private let nameKey: String
  private let numbers: [String]
  private let session: Session
  private let db: ReadTransaction

  init(_ customer: RecordDraft, session: Session, in db: ReadTransaction) throws {
    nameKey = customer.string(try customer.number(of: "name_key")) ?? ""
    let keys = customer.string(try customer.number(of: "phone_key")) ?? ""
    numbers = keys.split(separator: " ").map(String.init)
    self.session = session
    self.db = db
  }

  func matches() throws -> [DuplicateMatch] {
    try db.rows(
      try query(), as: Int64.self, String.self, String.self, String?.self, Bool.self, Bool.self
    ).map { id, name, holder, lastActivity, isVisible, isOfCompany in
      let told = ToldRecord(
        Noun.lead.reference(id), name: name, holder: holder, isVisible: isVisible)
      return DuplicateMatch(
        verdict: .warn, reference: told.reference, name: told.name, holder: holder,
        lastActivity: lastActivity, rule: isOfCompany ? "company" : "phone")
    }
  }

  private func query() throws -> SQL {
    let facts = FactExpression(asOf: try session.today(), session: session)
    let lastActivity = try facts.sql("last_activity", of: .lead, alias: "l") ?? "NULL"
    // Most questions give no number, and need not have their parts prepared.
    let found: [SQL] =
      ["SELECT id FROM lead WHERE company_key = \(nameKey)"]
      + (numbers.isEmpty
        ? []
        : [
          "SELECT id FROM lead WHERE phone_key IN \(list: numbers)",
          "SELECT id FROM lead WHERE mobile_key IN \(list: numbers)",
          "SELECT record FROM phone_number WHERE key IN \(list: numbers) AND noun = 'lead'",
        ])
    return """
      SELECT l.id, l.name, ifnull('owner ' || u.login, 'pool ' || p.name), \(lastActivity),
        \(try session.actor().sight.covers(.lead, alias: "l")), l.company_key IS \(nameKey)
      FROM lead l LEFT JOIN "user" u ON u.id = l.owner LEFT JOIN pool p ON p.id = l.pool
      WHERE l.id IN (\(found.joined(separator: " UNION ")))
        AND l.deleted_at IS NULL AND l.status IN \(list: LeadStatus.open)
      ORDER BY l.id
      """
  }
}
