import Catalogue
import Store
import Values

/// What `edit` may not make of an opportunity.
enum OpportunityChange {
  /// Amounts are not negative, won opportunities have one above zero, and the probability of a
  /// closed one is settled.
  static func check(_ change: RecordChange) throws {
    if change.fields.contains("amount") {
      try refuse(
        change, where: "o.amount < 0", "the amount of an opportunity is not negative", "E_AMOUNT")
      try refuse(
        change, where: "s.kind = 'won' AND ifnull(o.amount, 0) = 0",
        "a won opportunity has an amount greater than zero", "E_AMOUNT")
    }
    if change.fields.contains("probability") {
      try refuse(
        change, where: "s.kind <> 'open' AND o.probability <> s.probability",
        "the probability of a closed opportunity is that of its stage", "E_CLOSED_STAGE")
    }
  }

  /// What an approved contract came from stays, as the contract does.
  @Sendable
  static func deleting(_ ids: [Int64], in db: WriteTransaction, session: Session) throws {
    guard
      let (id, contract, number) = try db.row(
        """
        SELECT k.opportunity, k.id, k.number FROM contract k
        WHERE k.opportunity IN \(ids: ids) AND \(Deal.isContract("k")) ORDER BY k.id LIMIT 1
        """, as: Int64.self, Int64.self, String.self)
    else { return }
    throw UserError(
      .conflict,
      "\(Noun.contract.reference(contract)) \(number) came from \(Noun.opportunity.reference(id))",
      code: "E_APPROVED",
      hints: ["void the contract first: crm contract void \(number) --reason …"])
  }

  private static func refuse(
    _ change: RecordChange, where condition: SQL, _ rule: String, _ code: String
  ) throws {
    let offender: Int64? = try change.db.value(
      """
      SELECT o.id FROM opportunity o JOIN stage s ON s.id = o.stage
      WHERE o.id IN \(ids: change.ids) AND (\(condition)) ORDER BY o.id LIMIT 1
      """)
    if let offender {
      throw UserError(.no, "\(Noun.opportunity.reference(offender)): \(rule)", code: code)
    }
  }
}
