import Catalogue
import Store
import Values

/// Refuses what rules of validation forbid.
struct ValidationPass {
  private let rules: [ActiveRule]
  private let session: Session
  private let db: WriteTransaction

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
    var refusals = LateRefusals(session)
    for rule in rules {
      guard
        let touched = span.touched(rule.noun, by: rule.dependencies.filter { !$0.isConfiguration })
      else { continue }
      let reason = reason(rule)
      let title: SQL = "CAST(r.\(identifier: rule.noun.titleField) AS TEXT)"
      try db.stream(
        """
        SELECT r.id, \(title), \(span.created(rule.noun.table, id: "r.id") ?? "0")
        FROM \(identifier: rule.noun.table) r
        WHERE \(touched) AND r.deleted_at IS NULL AND \(rule.condition)
        ORDER BY r.id LIMIT \(refusals.leavesOut ? -1 : LateRefusals.mostTold)
        """
      ) { row in
        let id = row.integer(0)
        let name = try row.value(1, as: String?.self) ?? ""
        let isNew = row.integer(2) == 1
        try refusals.add(
          id, of: rule.noun, for: reason,
          saying: refusal(by: rule, of: id, named: name, isNew: isNew))
        return true
      }
    }
    try refusals.conclude("rules refuse it", code: "E_RULE")
  }

  /// What is said of every row of a file that the rule refuses.
  private func reason(_ rule: ActiveRule) -> UserError {
    UserError(
      .no, rule.value("error"), code: "E_RULE",
      hints: ["the rule '\(rule.name)' refuses: \(rule.text ?? "")"],
      details: [.init("rule", rule.name)])
  }

  private func refusal(
    by rule: ActiveRule, of id: Int64, named name: String, isNew: Bool
  ) -> UserError {
    // The id of a record that will not be made says nothing to anybody.
    let subject = isNew ? "\(rule.noun.name) '\(name)'" : "\(rule.noun.reference(id)) '\(name)'"
    let record = isNew ? [] : [UserError.Detail("record", rule.noun.reference(id))]
    var error = reason(rule)
    error.message = "\(subject): \(error.message)"
    error.details += record
    return error
  }
}
