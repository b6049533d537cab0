import Catalogue
import Store
import Values

/// Adds a custom field, with the entries of its option list in the same operation.
package struct CustomFieldAddition {
  private let session: Session
  private let db: WriteTransaction

  package init(session: Session, db: WriteTransaction) {
    self.session = session
    self.db = db
  }

  /// The number of the field and its name, such as `customer.company_size`.
  package func add(
    _ values: [(field: Field, text: String)], options: [String] = []
  ) throws -> (id: Int64, name: String) {
    let addition = try RecordAddition(.customField, session: session, db: db)
    let draft = addition.creator.draft
    let id = try addition.add(values).id
    guard let name = draft.string(try draft.number(of: "name")),
      let type = draft.string(try draft.number(of: "type"))
    else { throw UserError.bug("a field without a name") }
    guard CustomFieldType(rawValue: type)?.hasOptions == true else {
      guard options.isEmpty else {
        throw UserError(
          .usage, "\(name): options are for choices", code: "E_FIELD",
          hints: ["--type select makes it a single one, multiselect a multiple one"])
      }
      return (id, name)
    }
    try addOptions(options, to: name)
    return (id, name)
  }

  private func addOptions(_ labels: [String], to list: String) throws {
    let reader = try FieldReader(.option, session: session, db: db)
    let context = try CreationContext(session: session, db: db, source: .command, reader: reader)
    let creator = try RecordCreator(.dict, in: context)
    let draft = creator.draft
    let finder = try DuplicateFinder(creator.noun, session: session, in: db)
    for label in labels {
      draft.removeAll()
      try draft.setOption(label, of: list)
      _ = try creator.create(finder: finder)
    }
    try creator.finish()
  }
}
