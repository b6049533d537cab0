import Catalogue
import Store
import Values

/// `contract void`: the contract counts no more, and what was paid for it is credit.
package struct ContractVoiding {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func void(
    _ selection: RecordSelection, reason: String, isForced: Bool
  ) throws -> Written<[ContractState]> {
    let reason = TrimmedBytes.trimmed(reason)
    guard !reason.isEmpty else {
      throw UserError(.usage, "a contract becomes void for a reason", code: "E_REQUIRED")
    }
    return try session.write { db in
      let contracts = try ContractState.load(
        try selection.ids(of: .contract, session: session, in: db), in: db)
      if let void = contracts.first(where: { $0.approval == .void }) {
        throw UserError(.conflict, "\(void.subject) is void already", code: "E_APPROVAL")
      }
      if !isForced { try refusePaid(contracts, in: db) }
      try db.update(
        "contract", where: "id IN \(ids: contracts.map(\.id))",
        set: [
          ("approval", "\(ContractApproval.void.rawValue)"), ("voided_at", "\(session.now)"),
          ("void_reason", "\(reason)"),
        ])
      return contracts
    }
  }

  private func refusePaid(_ contracts: [ContractState], in db: ReadTransaction) throws {
    let paid = try db.row(
      """
      SELECT p.contract, count(*), sum(p.amount) FROM payment p
      WHERE p.contract IN \(ids: contracts.map(\.id)) AND p.deleted_at IS NULL
      GROUP BY p.contract ORDER BY p.contract LIMIT 1
      """, as: Int64.self, Int.self, Int64.self)
    guard let (id, count, sum) = paid, let contract = contracts.first(where: { $0.id == id })
    else { return }
    let digits = try session.settings().currency.minorDigits
    throw UserError(
      .conflict,
      "\(contract.subject) has \(count) payment\(count == 1 ? "" : "s"), "
        + "\(Money.format(sum, digits: digits)) in all", code: "E_PAYMENTS",
      hints: [
        "give the money back first: crm payment refund \(contract.number) AMOUNT --reason …",
        "or --force: what was paid stays as credit",
      ])
  }
}
