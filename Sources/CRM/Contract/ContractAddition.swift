import Catalogue
import Store
import Values

/// `contract add`: a contract, which is submitted at once when that is asked for.
package struct ContractAddition {
  package struct Result: Sendable {
    package var id: Int64
    package var number: String
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func run(
    _ values: [(field: Field, text: String)], lines: [String] = [], submitting: Bool
  ) throws -> Written<Result> {
    try session.write { db in
      let reader = try LineReader(session: session, db: db)
      return try add(values, lines: try lines.map(reader.read), submitting: submitting, in: db)
    }
  }

  /// Makes the contract; the body may complete its draft.
  func add(
    _ values: [(field: Field, text: String)], lines: [Line] = [], submitting: Bool,
    in db: WriteTransaction,
    completing: (RecordDraft) throws -> Void = { _ in }
  ) throws -> Result {
    let (id, number) = try RecordAddition(.contract, session: session, db: db).add(values) {
      ($0.rules as? ContractCreation)?.lines = lines
      if submitting {
        $0.draft.set(
          try $0.draft.number(of: "approval"), text: ContractApproval.approved.rawValue)
      }
      try completing($0.draft)
    }
    return Result(id: id, number: number)
  }

  /// Drafts of contracts for opportunities that have none, with what these know.
  func add(
    forOpportunities opportunities: [Int64], in db: WriteTransaction
  ) throws -> [Result] {
    let wanting: [Int64] = try db.values(
      """
      SELECT o.id FROM opportunity o WHERE o.id IN \(ids: opportunities)
        AND NOT EXISTS (SELECT 1 FROM contract k
          WHERE k.opportunity = o.id AND k.deleted_at IS NULL) ORDER BY o.id
      """)
    return try wanting.map { opportunity in
      try add([], submitting: false, in: db) { draft in
        draft.set(try draft.number(of: "opportunity"), integer: opportunity)
      }
    }
  }
}
