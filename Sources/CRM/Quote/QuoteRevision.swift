import Catalogue
import Store
import Values

/// `quote revise`: a new version, a draft with all that the one before has; that one stays readable.
package struct QuoteRevision {
  private let session: Session

  package init(session: Session) {
    self.session = session
  }

  /// Makes the next version of a quote; values that are given take the place of the copied ones.
  package func run(
    _ reference: String, _ values: [(field: Field, text: String)]
  ) throws -> ChangeReport {
    let written = try session.write { db in
      let id = try ReferenceResolver(.quote, session: session, in: db).id(for: reference)
      guard let quote = try QuoteStanding.load([id], session: session, in: db).first else {
        throw UserError.bug("\(Noun.quote.reference(id)) is gone")
      }
      try check(quote, in: db)
      return (old: quote, new: try add(after: quote, values, in: db))
    }
    let new = written.value.new
    let record = Noun.quote.reference(new.id)
    return ChangeReport(
      "added \(record) \(new.title), version \(written.value.old.version + 1) of "
        + written.value.old.subject,
      written, records: [.init(record, title: new.title)])
  }

  private func check(_ quote: QuoteStanding, in db: ReadTransaction) throws {
    switch quote.state {
    case .draft:
      throw UserError(
        .conflict, "\(quote.subject) is a draft", code: "E_STATE",
        hints: ["it can be changed as it is: crm quote edit, crm quote line"])
    case .accepted:
      throw UserError(
        .conflict, "\(quote.subject) is accepted", code: "E_STATE",
        hints: ["'crm log \(quote.reference)' names the operation; 'crm undo' takes it back"])
    case .submitted, .approved, .sent, .rejected: break
    }
    try quote.refuseSuperseded(in: db)
  }

  private func add(
    after quote: QuoteStanding, _ values: [(field: Field, text: String)], in db: WriteTransaction
  ) throws -> (id: Int64, title: String) {
    let lines = try RecordLines(of: quote.id, .quote, in: db).lines.map(\.line)
    try warn(of: lines, in: db)
    // Versions that were deleted keep their places, and their numbers.
    let version: Int64 =
      1
      + (try db.value(
        "SELECT max(version) FROM quote WHERE id = \(quote.series) OR series = \(quote.series)")
        ?? quote.version)
    let first: String =
      try db.value("SELECT number FROM quote WHERE id = \(quote.series)") ?? quote.number
    return try RecordAddition(.quote, session: session, db: db).add(values) { creator in
      guard let rules = creator.rules as? QuoteCreation else {
        throw UserError.bug("quotes are made by other rules")
      }
      let draft = creator.draft
      for (column, value) in try copied(from: quote.id, by: creator.noun, in: db) {
        draft.fill(try draft.number(of: column), with: value)
      }
      draft.set(try draft.number(of: "number"), text: "\(first)-v\(version)")
      draft.set(try draft.number(of: "version"), integer: version)
      draft.set(try draft.number(of: "series"), integer: quote.series)
      rules.lines = lines
    }
  }

  /// What the next version has like the one before: all that people set, save what is one record's alone
  /// and how long the offer holds.
  private func copied(
    from id: Int64, by noun: Noun, in db: ReadTransaction
  ) throws -> [(column: String, value: Scalar)] {
    let own: Set = ["number", "external_id", "valid_until"]
    let columns = noun.fields.filter {
      $0.isSetAtCreation && !$0.isLink && !$0.limits.isUnique && !own.contains($0.name)
    }.map(\.column)
    var values: [(column: String, value: Scalar)] = []
    try db.stream("SELECT \(identifiers: columns) FROM quote WHERE id = \(id)") { row in
      values = columns.enumerated().map { ($1, row.scalar($0)) }
      return false
    }
    return values
  }

  private func warn(of lines: [Line], in db: ReadTransaction) throws {
    let gone: [String] = try db.values(
      """
      SELECT name FROM product WHERE id IN \(ids: lines.map(\.product)) AND active = 0 ORDER BY id
      """)
    guard let first = gone.first else { return }
    let others = gone.count > 1 ? " and \(gone.count - 1) more" : ""
    session.note("warning: '\(first)'\(others) is no longer sold, and stays on the lines")
  }
}
