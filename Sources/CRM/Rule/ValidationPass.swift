import Catalogue
import Store
import Values

/// Refuses what rules of validation forbid.
struct ValidationPass {
  private let rules: [ActiveRule]
  private let session: Session
  private let db: WriteTransaction

  /// How many records of a file are told.
  private static let mostTold = 20

  init(_ book: RuleBook, session: Session, in db: WriteTransaction) {
    rules = book.rules.filter { $0.kind == RuleKind.validation.name }
    self.session = session
    self.db = db
  }

  /// Looks at the records that are new or back, and at those of which something changed that a
  /// condition names.
  ///
  /// What broke a rule before nobody asked stays as it is until it is touched there; it is not
  /// touched when the store counts scores in another way.
  func run(_ span: OperationSpan) throws {
    var findings: [UserError] = []
    var refused = RefusedRows()
    let leavesOut = session.origins?.leavesRefusedOut ?? false
    for rule in rules {
      guard
        let touched = span.touched(rule.noun, by: rule.dependencies.filter { !$0.isConfiguration })
      else { continue }
      let title: SQL = "CAST(r.\(identifier: rule.noun.titleField) AS TEXT)"
      try db.stream(
        """
        SELECT r.id, \(title), \(span.created(rule.noun.table, id: "r.id") ?? "0")
        FROM \(identifier: rule.noun.table) r
        WHERE \(touched) AND r.deleted_at IS NULL AND \(rule.condition)
        ORDER BY r.id LIMIT \(leavesOut ? -1 : Self.mostTold)
        """
      ) { row in
        let id = row.integer(0)
        let location = try session.origins?.location(rule.noun, id)
        if leavesOut, let line = location?.line {
          refused.add(line: line, refusedBy: rule)
          return true
        }
        let error = refusal(
          by: rule, of: id, named: try row.value(1, as: String?.self) ?? "",
          isNew: row.integer(2) == 1, at: location)
        guard location != nil else { throw error }
        findings.append(error)
        return true
      }
    }
    guard refused.isEmpty else { throw refused }
    guard !findings.isEmpty else { return }
    findings.sort { ($0.location?.line ?? 0) < ($1.location?.line ?? 0) }
    throw UserErrors(
      Array(findings.prefix(Self.mostTold)),
      conclusion: UserError(.badData, "rules refuse it; nothing was imported", code: "E_RULE"))
  }

  private func refusal(
    by rule: ActiveRule, of id: Int64, named name: String, isNew: Bool,
    at location: UserError.Location?
  ) -> UserError {
    // The id of a record that will not be made says nothing to anybody.
    let subject = isNew ? "\(rule.noun.name) '\(name)'" : "\(rule.noun.reference(id)) '\(name)'"
    let record = isNew ? [] : [UserError.Detail("record", rule.noun.reference(id))]
    return UserError(
      .no, "\(subject): \(rule.value("error"))", code: "E_RULE",
      location: location,
      hints: ["the rule '\(rule.name)' refuses: \(rule.text ?? "")"],
      details: [.init("rule", rule.name)] + record)
  }
}
