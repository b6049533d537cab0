import Catalogue
import Store
import Values

/// Keeps people from setting what rules decide.
struct ClassificationGuard {
  /// A field that rules decide.
  struct Decided {
    let id: Int64
    let name: String
    let field: Field
  }

  let decided: [Decided]
  private let noun: Noun
  private let session: Session
  private let db: WriteTransaction

  /// Those of the fields that rules decide.
  init(_ noun: Noun, fields: [Field], session: Session, db: WriteTransaction) throws {
    self.noun = noun
    self.session = session
    self.db = db
    decided = try db.rows(
      """
      SELECT id, name, field FROM classification
      WHERE noun = \(noun.name) AND mode = 'rules' AND deleted_at IS NULL ORDER BY id
      """, as: Int64.self, String.self, String.self
    ).compactMap { id, name, fieldName in
      fields.first { $0.name == fieldName }.map { Decided(id: id, name: name, field: $0) }
    }
  }

  /// Refuses to change the value of records that are not pinned; with `pinning` they are pinned.
  func check(_ ids: [Int64], given: [String: Scalar], pinning: Bool) throws {
    if pinning, decided.isEmpty {
      throw UserError(
        .usage, "no field that rules decide is given, so there is nothing to pin",
        hints: ["'crm classification list' shows the fields that rules decide"])
    }
    for item in decided {
      if pinning {
        try ClassificationPins(session: session, db: db).pin(ids, for: item.id)
        continue
      }
      let offender: Int64? = try db.value(
        """
        SELECT r.id FROM \(identifier: noun.table) r
        WHERE r.id IN \(ids: ids)
          AND r.\(identifier: item.field.column) IS NOT \(given[item.field.column] ?? .null)
          AND NOT \(ClassificationPins.isPinned(item.id)) ORDER BY r.id LIMIT 1
        """)
      if let offender {
        throw refusal(
          of: item, subject: noun.reference(offender),
          hint: "--pin sets it by hand and keeps the rules from it")
      }
    }
  }

  /// Refuses a value of a new record.
  func checkAddition() throws {
    if let item = decided.first {
      throw refusal(
        of: item, subject: "the new \(noun.name)",
        hint: "leave it out; 'crm \(noun.name) edit --pin' sets it by hand afterwards")
    }
  }

  /// Refuses values that an import gave to records that there were; of new ones they are where
  /// the rules begin.
  func checkImport() throws {
    for item in decided {
      let offenders: [Int64] = try db.values(
        """
        SELECT DISTINCT r.id FROM field_change change JOIN \(identifier: noun.table) r ON r.id = change.record
        WHERE \(db.changes(of: noun.table, since: db.beginning)) AND cause IS NULL
          AND field = \(item.field.column) AND NOT \(ClassificationPins.isPinned(item.id))
        ORDER BY r.id LIMIT 20
        """)
      guard !offenders.isEmpty else { continue }
      throw UserErrors(
        offenders.map { refusal(of: item, subject: noun.reference($0), hint: nil) },
        conclusion: UserError(
          .badData, "updates would change what rules decide; nothing was imported",
          code: "E_CLASSIFIED", hints: ["leave the column \(item.field.name) out: --map COLUMN="]))
    }
  }

  private func refusal(of item: Decided, subject: String, hint: String?) -> UserError {
    UserError(
      .no, "rules decide \(item.field.name) of \(subject)", code: "E_CLASSIFIED",
      hints: [
        hint, "'crm rule list --kind classification --field \(item.field.name)' shows the rules",
      ].compactMap { $0 })
  }
}
