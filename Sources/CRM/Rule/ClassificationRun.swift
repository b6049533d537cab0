import Catalogue
import Store
import Tabular
import Values

/// `crm rule run classification`: matches all records anew (客户重新匹配), whatever happened to them.
///
/// On save, only what a change touches is matched; this brings new and changed rules, and the
/// passing of time, to the records that there are.
package struct ClassificationRun {
  /// What a run came to.
  package struct Result {
    /// How many records got another value.
    package var records: Int
    /// One row for each value that changed: record, title, field, before, after and what gave it.
    package var changes: RowSpool
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Matches the fields that rules decide, or those of one noun or name.
  package func run(noun: String? = nil, field: String? = nil) throws -> Written<Result> {
    try session.write(appliesRules: false) { db in
      let book = try RuleBook(session: session, in: db)
      let pass = try ClassificationPass(book, session: session, in: db)
      let wanted = pass.decisions.filter {
        ($0.noun.name == noun || noun == nil) && ($0.field.field.name == field || field == nil)
      }
      guard !wanted.isEmpty else { throw try nothingToMatch(noun, field, pass) }
      let ids = Set(wanted.map(\.id))
      try pass.runForAll { ids.contains($0.id) }
      try SaveEffects(session: session, in: db).run(after: pass)
      return try ClassificationDiff(of: try session.catalogue, in: db).result()
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
}
