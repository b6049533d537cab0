import Catalogue
import Store
import Values

/// The condition that records of a noun keep in a field, always in its canonical form: of a view, a
/// pool, a recycle rule.
struct KeptCondition: Sendable {
  let field: String
  /// What it is about, as SQL over the row that keeps it: the name of a noun.
  let noun: SQL
  /// Refuses a condition for a record; nil is one that is being made.
  var check: @Sendable (_ record: Int64?, ReadTransaction) throws -> Void = { _, _ in }

  /// The condition of a draft about the noun, before it is saved.
  func settle(_ draft: RecordDraft, for noun: Noun, in context: CreationContext) throws {
    let number = try draft.number(of: field)
    guard let text = draft.string(number) else { return }
    try check(nil, context.db)
    draft.set(
      number,
      text: try ConditionCompiler.canonical(
        text, for: noun, session: context.session, reader: context.reader))
  }

  /// Conditions that were changed.
  func settle(_ change: RecordChange) throws {
    guard change.fields.contains(field) else { return }
    let reader = try FieldReader(.option, session: change.session, db: change.db)
    for (id, name, text) in try change.db.rows(
      """
      SELECT id, \(noun), \(identifier: field) FROM \(identifier: change.noun.table)
      WHERE id IN \(ids: change.ids) AND \(identifier: field) IS NOT NULL
      """, as: Int64.self, String.self, String.self)
    {
      guard let noun = try change.session.catalogue.noun(name) else { continue }
      try check(id, change.db)
      let canonical = try ConditionCompiler.canonical(
        text, for: noun, session: change.session, reader: reader)
      try change.db.update(
        change.noun.table, where: "id = \(id)", set: [(field, "\(canonical)")], touching: false)
    }
  }
}
