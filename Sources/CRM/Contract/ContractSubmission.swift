import Catalogue
import Store
import Values

/// `contract submit`: what was agreed is settled from then on, and counts.
///
/// No flow asks anybody, so that approval is automatic, and said to be.
package struct ContractSubmission {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func submit(_ selection: RecordSelection) throws -> Written<[ContractState]> {
    try session.write { db in
      let contracts = try ContractState.load(
        try selection.ids(of: .contract, session: session, in: db), in: db)
      for contract in contracts {
        guard [.draft, .rejected, .withdrawn].contains(contract.approval) else {
          throw UserError(
            .conflict, "\(contract.subject) is \(contract.approval.rawValue)", code: "E_APPROVAL",
            hints: ["only drafts, rejected and withdrawn contracts are submitted"])
        }
      }
      try Self.approve(contracts.map(\.id), session: session, in: db)
      return contracts
    }
  }

  /// What is said about an approval that nobody gave.
  package static let isAutomatic = "approved automatically: no approval flow is set up"

  /// Approves contracts; one without a day is signed today.
  static func approve(_ ids: [Int64], session: Session, in db: WriteTransaction) throws {
    let today = try session.today().description
    let later: String? = try db.value(
      """
      SELECT signed FROM contract WHERE id IN \(ids: ids) AND signed > \(today)
      ORDER BY id LIMIT 1
      """)
    if let later { throw signsLater(later) }
    try db.update(
      "contract", where: "id IN \(ids: ids)",
      set: [
        ("approval", "\(ContractApproval.approved.rawValue)"), ("approved_at", "\(session.now)"),
        ("signed", "ifnull(signed, \(today))"),
      ])
  }

  static func signsLater(_ day: String) -> UserError {
    UserError(
      .usage, "a contract that is signed on \(day) does not count before", code: "E_SIGNED",
      hints: ["leave it a draft until then"])
  }
}
