import Catalogue
import Store
import Values

extension LineOwner {
  /// The lines of quotes, which nobody changes once they are submitted.
  package static let quote = LineOwner(
    .quote, checking: { record, db, _ in try QuoteChange.refuseUnlessDraft([record], in: db) })
}

/// What may become of quotes by `edit`: what a customer may have seen stays as it was.
enum QuoteChange {
  /// What only drafts change.
  private static let frozen: Set = [
    "contact", "discount", "discount_amount", "valid_until", "terms",
  ]

  @Sendable
  static func changed(_ change: RecordChange) throws {
    if !change.fields.isDisjoint(with: frozen) {
      try refuseUnlessDraft(change.ids, in: change.db)
      for (discount, amount) in try change.db.rows(
        "SELECT DISTINCT discount, discount_amount FROM quote WHERE id IN \(ids: change.ids)",
        as: Int64?.self, Int64?.self)
      {
        try check(discount: discount, amount: amount)
      }
    }
    if change.fields.contains("contact") { try refuseStrangers(change) }
    if change.fields.contains("owner") {
      let login: String? = try change.db.value(
        """
        SELECT u.login FROM quote q JOIN "user" u ON u.id = q.owner
        WHERE q.id IN \(ids: change.ids) AND u.active = 0
        """)
      if let login { throw InactiveUsers.refusal(login) }
    }
  }

  /// Refuses discounts that are none.
  static func check(discount: Int64?, amount: Int64?) throws(UserError) {
    guard Line.discounts.contains(discount ?? 0) else {
      throw UserError(.usage, "a discount is 0 to 100 percent", code: "E_DISCOUNT")
    }
    guard amount ?? 0 >= 0 else {
      throw UserError(.usage, "the discount amount is not negative", code: "E_DISCOUNT")
    }
  }

  static func refuseUnlessDraft(_ ids: [Int64], in db: ReadTransaction) throws {
    let row = try db.row(
      """
      SELECT id, number, state FROM quote WHERE id IN \(ids: ids) AND state <> 'draft'
      ORDER BY id LIMIT 1
      """, as: Int64.self, String.self, String.self)
    guard let (id, number, state) = row else { return }
    throw UserError(
      .conflict, "\(Noun.quote.reference(id)) '\(number)' is \(state): only a draft changes",
      code: "E_FROZEN",
      hints: [
        state == QuoteState.accepted.rawValue
          ? "'crm quote add' makes another offer"
          : "'crm quote revise \(id)' makes a new version of it"
      ])
  }

  /// An acceptance is what a contract rests on.
  @Sendable
  static func deleting(_ ids: [Int64], _ db: WriteTransaction, _: Session) throws {
    let row = try db.row(
      """
      SELECT id, number FROM quote WHERE id IN \(ids: ids) AND state = 'accepted'
      ORDER BY id LIMIT 1
      """, as: Int64.self, String.self)
    guard let (id, number) = row else { return }
    throw UserError(
      .no, "\(Noun.quote.reference(id)) '\(number)' is accepted", code: "E_ACCEPTED",
      hints: ["'crm log quote/\(id)' names the operation; 'crm undo' takes it back"])
  }

  /// A version cannot come back while another one of its opportunity is accepted, say.
  private static func refuseStrangers(_ change: RecordChange) throws {
    let row = try change.db.row(
      """
      SELECT q.id, t.name FROM quote q JOIN contact t ON t.id = q.contact
      WHERE q.id IN \(ids: change.ids) AND t.customer <> q.customer ORDER BY q.id LIMIT 1
      """, as: Int64.self, String.self)
    guard let (id, name) = row else { return }
    throw UserError(
      .usage, "'\(name)' is no contact of the customer of \(Noun.quote.reference(id))",
      code: "E_CUSTOMER")
  }
}
