import Catalogue
import Store
import Values

/// `crm rule run classification`: matches all records anew (客户重新匹配), whatever happened to them.
///
/// On save, only what a change touches is matched; this brings new and changed rules, the passing of
/// time and new bands of the score to the records that there are.
package struct ClassificationRun {
  /// A field of a record that got another value, and what gave it.
  package struct Change: Sendable {
    package var record: String
    package var title: String
    package var field: String
    package var before: Scalar
    package var after: Scalar
    package var cause: String
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Matches the fields that rules decide, or those of one noun or name.
  package func run(noun: String? = nil, field: String? = nil) throws -> Written<[Change]> {
    try session.write(appliesRules: false) { db in
      let book = try RuleBook(session: session, in: db)
      let pass = try ClassificationPass(book, session: session, in: db)
      let wanted = pass.decisions.filter {
        ($0.noun.name == noun || noun == nil) && ($0.field.field.name == field || field == nil)
      }
      guard !wanted.isEmpty else { throw try nothingToMatch(noun, field, pass) }
      let ids = Set(wanted.map(\.id))
      try pass.runForAll { ids.contains($0.id) }
      try SaveEffects(session: session, in: db).run()
      return try changes(in: db)
    }
  }

  private func nothingToMatch(
    _ noun: String?, _ field: String?, _ pass: ClassificationPass
  ) throws -> UserError {
    let names = pass.decisions.map(\.name)
    let message =
      switch (noun, field) {
      case (nil, nil): "rules decide no field"
      case (let noun?, nil): "rules decide no field of a \(noun)"
      case (nil, let field?): "rules decide no field '\(field)'"
      case (let noun?, let field?): "rules do not decide \(noun).\(field)"
      }
    let hint =
      names.isEmpty
      ? "'crm classification add customer.level' lets them decide one"
      : "they decide \(names.joined(separator: ", "))"
    return UserError(.notFound, message, hints: [hint])
  }

  /// The journal knows what came of it.
  private func changes(in db: WriteTransaction) throws -> [Change] {
    var changes: [Change] = []
    for noun in try session.catalogue.nouns where db.hasTouched(noun.table) {
      var names: [String: String] = [:]
      for field in noun.fields { names[field.column] = field.name }
      for (id, title, column, before, after, cause) in try db.rows(
        """
        SELECT r.id, CAST(r.\(identifier: noun.titleField) AS TEXT), c.field, c.before, l.after,
          l.cause
        FROM (SELECT record, field, before, min(id) AS first, max(id) AS last FROM change
          WHERE \(db.changes(of: noun.table, since: db.beginning)) AND field <> 'updated_at'
          GROUP BY record, field) c
        JOIN change l ON l.id = c.last JOIN \(identifier: noun.table) r ON r.id = c.record
        WHERE c.before IS NOT l.after ORDER BY r.id, c.first
        """, as: Int64.self, String?.self, String.self, Scalar.self, Scalar.self, String?.self)
      {
        changes.append(
          Change(
            record: noun.reference(id), title: title ?? "", field: names[column] ?? column,
            before: before, after: after, cause: cause ?? ""))
      }
    }
    return changes
  }
}
