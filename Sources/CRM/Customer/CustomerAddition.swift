import Catalogue
import Store
import Values

/// Makes a customer with its contacts, in one operation: the dedupe rules see all their numbers.
package struct CustomerAddition {
  /// The texts of a record's fields.
  package typealias Texts = [(field: Field, text: String)]

  private let session: Session
  private let checks: EntryChecks

  package init(session: Session, checks: EntryChecks = EntryChecks()) {
    self.session = session
    self.checks = checks
  }

  /// Returns the customer and the contacts as records of a report.
  package func add(
    _ values: Texts, contacts: [Texts], in db: WriteTransaction
  ) throws -> [ChangeReport.Record] {
    let customer = try RecordAddition(.customer, session: session, db: db, checks: checks)
      .add(values) { creator in
        creator.draft.contactNumbers =
          try contacts.map { try Self.numbers(of: $0, session: session, in: db) }
          .joined(separator: " ")
      }
    var records = [
      ChangeReport.Record(Noun.customer.reference(customer.id), title: customer.title)
    ]
    for values in contacts {
      let addition = try RecordAddition(.contact, session: session, db: db)
      let draft = addition.creator.draft
      draft.set(try draft.number(of: "customer"), integer: customer.id)
      let contact = try addition.add(values)
      records.append(.init(Noun.contact.reference(contact.id), title: contact.title))
    }
    return records
  }

  /// The keys of the numbers that a contact will have, separated by spaces; the body may complete what
  /// the texts leave out.
  static func numbers(
    of contact: Texts, session: Session, in db: ReadTransaction,
    completing: (RecordDraft) throws -> Void = { _ in }
  ) throws -> String {
    let draft = RecordDraft(.contact)
    let reader = try FieldReader(.option, session: session, db: db)
    for (field, text) in contact where field.keyColumn == DedupeRule.phoneColumn {
      var text = text
      let column = try draft.number(of: field.column)
      try text.withUTF8 { try reader.read($0, as: field, into: column, of: draft) }
    }
    try completing(draft)
    return draft.string(try draft.number(of: DedupeRule.phoneColumn)) ?? ""
  }
}
