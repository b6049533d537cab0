import Catalogue
import Store
import Values

/// `contract status`: how far contracts are carried out.
package struct ContractStatusMove {
  package struct Result: Sendable {
    /// Those that changed.
    package var contracts: [Int64]
    package var asked: Int
    package var status: String
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Brings the contracts into the status that the text names, in any order: shipping may come before finance.
  package func move(_ selection: RecordSelection, to text: String) throws -> Written<Result> {
    guard let field = Noun.contract.field("status") else {
      throw UserError.bug("contracts have no status")
    }
    return try session.write { db in
      let ids = try selection.ids(of: .contract, session: session, in: db)
      if let void = try ContractState.load(ids, in: db).first(where: { $0.approval == .void }) {
        throw UserError(
          .conflict, "\(void.subject) is void", code: "E_APPROVAL",
          hints: ["'crm contract show \(void.number)' says why"])
      }
      let list = try OptionList("contract.status", in: db)
      let changed = try RecordEditor(.contract, session: session, db: db)
        .edit(ids, set: [(field, text)])
      let key = list.key(for: text) ?? text
      return Result(
        contracts: changed, asked: ids.count, status: list.label(of: key, in: session.language))
    }
  }
}
