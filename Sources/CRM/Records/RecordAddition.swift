import Catalogue
import Store
import Values

/// Adds one record from the texts of its fields, as a command gives them.
package struct RecordAddition {
  package let creator: RecordCreator
  private let noun: Noun
  private let session: Session
  private let db: WriteTransaction
  private let reader: FieldReader
  private let finder: DuplicateFinder

  package init(
    _ noun: Noun, session: Session, db: WriteTransaction, checks: EntryChecks = EntryChecks()
  ) throws {
    self.session = session
    self.db = db
    reader = try FieldReader(.option, session: session, db: db)
    reader.isStrict = checks.isStrict
    var context = try CreationContext(session: session, db: db, source: .command, reader: reader)
    context.exceptions = try checks.exceptions(session: session, in: db)
    creator = try RecordCreator(noun, in: context)
    self.noun = creator.noun
    finder = try DuplicateFinder(
      creator.noun, exceptions: context.exceptions, session: session, in: db)
  }

  /// Makes the record; the body may complete the draft with what fields cannot say.
  package func add(
    _ values: [(field: Field, text: String)], completing: (RecordCreator) throws -> Void = { _ in }
  ) throws -> (id: Int64, title: String) {
    let draft = creator.draft
    for (field, text) in values {
      if field.isLink {
        draft.links[field.name] = try reader.ids(text, as: field)
      } else {
        var text = text
        try text.withUTF8 {
          try reader.read($0, as: field, into: try draft.number(of: field.column), of: draft)
        }
      }
    }
    try ClassificationGuard(noun, fields: values.map(\.field), session: session, db: db)
      .checkAddition()
    try completing(creator)
    let id = try creator.create(finder: finder)
    let title = draft.string(try draft.number(of: noun.titleField)) ?? ""
    try creator.finish()
    try finder.exceptions?.write()
    return (id, title)
  }
}
