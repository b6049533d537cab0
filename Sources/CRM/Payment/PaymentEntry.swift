import Catalogue
import Store
import Values

/// `payment add` and `payment refund`: money for a contract, and what receivables make of it.
package struct PaymentEntry {
  /// What a receivable has more than before, or less.
  package struct Share: Sendable {
    package var receivable: String
    /// Minor units.
    package var amount: Int64
  }

  package struct Result: Sendable {
    package var id: Int64
    package var number: String
    package var contract: String
    package var shares: [Share]
    /// What no receivable has taken, of all payments.
    package var credit: Int64
    package var outstanding: Int64
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func add(
    _ values: [(field: Field, text: String)], to contract: String
  ) throws -> Written<Result> {
    try enter(values, for: contract)
  }

  /// Gives money back, for a reason.
  package func refund(
    _ amount: Int64, from contract: String, reason: String,
    _ values: [(field: Field, text: String)]
  ) throws -> Written<Result> {
    guard amount > 0 else {
      throw UserError(
        .usage, "the amount of a refund is greater than zero", code: "E_AMOUNT",
        hints: ["it is written without a minus"])
    }
    let reason = TrimmedBytes.trimmed(reason)
    guard !reason.isEmpty else {
      throw UserError(
        .usage, "a refund needs a reason", code: "E_REQUIRED", hints: ["--reason says it"])
    }
    return try enter(values, for: contract) { draft in
      draft.set(try draft.number(of: "amount"), integer: -amount)
      draft.set(try draft.number(of: "reason"), text: reason)
    }
  }

  private func enter(
    _ values: [(field: Field, text: String)], for contract: String,
    completing: (RecordDraft) throws -> Void = { _ in }
  ) throws -> Written<Result> {
    try session.write { db in
      let contract = try ReferenceResolver(.contract, session: session, in: db).id(for: contract)
      let values = try values.map { field, text in
        field.name == "receivable"
          ? (field, try Self.receivable(text, of: contract, in: db)) : (field, text)
      }
      let before = try paid(contract, in: db)
      let (id, number) = try RecordAddition(.payment, session: session, db: db).add(values) {
        $0.draft.set(try $0.draft.number(of: "contract"), integer: contract)
        try completing($0.draft)
      }
      let after = try paid(contract, in: db)
      return try result(
        id, number, contract,
        zip(before, after).filter { $0.paid != $1.paid }.map {
          Share(receivable: $0.name, amount: $1.paid - $0.paid)
        }, in: db)
    }
  }

  /// `--receivable 2` is the second of the contract, everything else the name of one.
  private static func receivable(
    _ text: String, of contract: Int64, in db: ReadTransaction
  ) throws -> String {
    guard let number = Int64(text) else { return text }
    let id: Int64? = try db.value(
      """
      SELECT id FROM receivable
      WHERE contract = \(contract) AND number = \(number) AND deleted_at IS NULL
      """)
    guard let id else {
      throw UserError(
        .notFound, "\(Noun.contract.reference(contract)) has no receivable number \(number)",
        code: "E_RECEIVABLE", hints: ["'crm contract show \(contract)' lists them"])
    }
    return Noun.receivable.reference(id)
  }

  private func paid(
    _ contract: Int64, in db: ReadTransaction
  ) throws -> [(name: String, paid: Int64)] {
    try db.rows(
      """
      SELECT r.name, b.paid FROM (\(ReceivableBalance.rows(ofContract: "\(contract)"))) b
      JOIN receivable r ON r.id = b.id ORDER BY b.due, b.number
      """, as: String.self, Int64.self
    ).map { ($0.0, $0.1) }
  }

  private func result(
    _ id: Int64, _ number: String, _ contract: Int64, _ shares: [Share], in db: ReadTransaction
  ) throws -> Result {
    let facts = ContractFacts(today: try session.today())
    guard let credit = facts.contract("credit", "k"),
      let outstanding = facts.contract("outstanding", "k"),
      let row = try db.row(
        "SELECT k.number, \(credit), \(outstanding) FROM contract k WHERE k.id = \(contract)",
        as: String.self, Int64.self, Int64.self)
    else { throw UserError.bug("there is no \(Noun.contract.reference(contract))") }
    return Result(
      id: id, number: number, contract: row.0, shares: shares, credit: row.1, outstanding: row.2)
  }
}
