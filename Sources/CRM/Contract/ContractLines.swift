import Catalogue
import Store
import Values

extension LineOwner {
  /// The lines of contracts, which the amount follows while nothing is settled.
  package static let contract = LineOwner(
    .contract, checking: ContractLines.check, changed: ContractLines.changed,
    isFollowing: { alias, before, after in
      "\(alias).amount IN (0, ifnull(\(before), 0)) AND \(after) IS NOT NULL"
    })
}

/// What the lines of a contract make of its amount.
enum ContractLines {
  /// What was agreed does not change any more.
  @Sendable
  static func check(_ id: Int64, in db: ReadTransaction, session: Session) throws {
    guard let contract = try ContractState.load([id], in: db).first else { return }
    try ContractChange.refuseSettled(contract, ["lines"])
  }

  /// The amount follows the lines as long as it is what they came to, or nothing.
  @Sendable
  static func changed(_ change: LinesChange) throws {
    guard let total = change.after.total, change.before.total != total,
      let contract = try ContractState.load([change.record], in: change.db).first
    else { return }
    guard contract.amount == change.before.total ?? 0 || contract.amount == 0 else {
      let digits = try change.session.settings().currency.minorDigits
      change.session.note(
        "the amount stays \(Money.format(contract.amount, digits: digits)), which is not what the "
          + "lines came to")
      return
    }
    try change.db.update("contract", where: "id = \(contract.id)", set: [("amount", "\(total)")])
    try ContractChange.changed(
      RecordChange(
        noun: .contract, ids: [contract.id], fields: ["amount"], db: change.db,
        session: change.session))
  }
}
