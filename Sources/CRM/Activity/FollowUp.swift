import Catalogue
import Store
import Values

/// Records a follow-up: the activity, and the day of the next one on the customer or lead.
package struct FollowUp {
  /// The fields of the activity that were given.
  package var values: [(field: Field, text: String)] = []
  /// Day of the next follow-up, in words.
  package var next: String?
  /// Takes the customer's primary contact and its phone where none is given.
  package var usesPrimaryContact = false
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// The follow-up, and what it is on: `customer/7`, or a lead that is none yet.
  package func record(in db: WriteTransaction) throws -> (id: Int64, subject: String) {
    let addition = try RecordAddition(.activity, session: session, db: db)
    let draft = addition.creator.draft
    let customerColumn = try draft.number(of: "customer")
    let added = try addition.add(values) { creator in
      if usesPrimaryContact, let id = creator.draft.integer(customerColumn) {
        // Whoever may not follow it up need not hear about its contacts.
        try CustomerAccess(session: session, in: db).require(.followUp, on: "SELECT \(id)")
        try fillContact(of: id, into: creator.draft, in: db)
      }
    }
    let (noun, subject) = try subject(of: added.id, in: db)
    if let next {
      let day = try DateWords.day(next, today: try session.displayZone().day(of: session.now))
      if day.isRelative { session.note("next follow-up: '\(next)' is \(day.value)") }
      try db.update(
        noun.table, where: "id = \(subject)", set: [("next_follow_up", "\(day.value)")])
    }
    return (added.id, noun.reference(subject))
  }

  private func subject(
    of activity: Int64, in db: ReadTransaction
  ) throws -> (noun: Noun, id: Int64) {
    let row = try db.row(
      "SELECT customer, lead FROM activity WHERE id = \(activity)", as: Int64?.self, Int64?.self)
    if let customer = row?.0 { return (.customer, customer) }
    if let lead = row?.1 { return (.lead, lead) }
    throw UserError.bug("activity/\(activity) is on nothing")
  }

  private func fillContact(
    of customer: Int64, into draft: RecordDraft, in db: WriteTransaction
  ) throws {
    let contactColumn = try draft.number(of: "contact")
    guard !draft.isSet(contactColumn) else { return }
    guard
      let (contact, phone) = try db.row(
        """
        SELECT id, phone FROM contact
        WHERE customer = \(customer) AND "primary" = 1 AND deleted_at IS NULL
        """, as: Int64.self, String?.self)
    else {
      session.note(
        "this customer has no contact; 'crm contact add NAME --customer \(customer)' adds one")
      return
    }
    draft.set(contactColumn, integer: contact)
    if let phone { draft.fill(try draft.number(of: "phone"), with: .text(phone)) }
  }
}
