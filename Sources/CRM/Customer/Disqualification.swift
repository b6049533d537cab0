import Catalogue
import Store
import Values

/// Marks customers to whom nobody should try to sell, so that no colleague spends time on them, and
/// takes the mark back (source 004: 不合格的客户).
package struct Disqualification {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Marks all of these customers with a reason, an entry of its option list by key or label.
  package func disqualify(
    _ selection: RecordSelection, reason: String
  ) throws -> Written<[HeldRecord]> {
    guard !TrimmedBytes.trimmed(reason).isEmpty, let field = Noun.customer.field(Self.field) else {
      throw UserError(
        .usage, "a disqualification needs a reason", code: "E_REQUIRED",
        hints: ["give it as --reason REASON"])
    }
    return try session.write { db in
      let key = try FieldReader(.option, session: session, db: db).scalar(reason, as: field)
      return try set("\(key)", on: selection, in: db)
    }
  }

  package func requalify(_ selection: RecordSelection) throws -> Written<[HeldRecord]> {
    try session.write { db in try set("NULL", on: selection, in: db) }
  }

  private static let field = "disqualified_reason"

  /// Whoever owns a customer knows what it is worth; in a pool everybody may say so.
  private func set(
    _ reason: SQL, on selection: RecordSelection, in db: WriteTransaction
  ) throws -> [HeldRecord] {
    let actor = try session.actor()
    let customers = try HeldRecord.all(
      try selection.ids(of: .customer, session: session, in: db), in: db)
    for customer in customers {
      guard let owner = customer.owner, owner.id != actor.id, !actor.isAdmin else { continue }
      throw UserError(
        .denied, "\(customer.subject) belongs to \(owner.login)", code: "not_owner",
        hints: ["only the owner or an admin says what it is worth"])
    }
    try db.update(
      "customer", where: "id IN \(ids: customers.map(\.id))", set: [(Self.field, reason)])
    return customers
  }
}
