import Catalogue
import Store
import Values

/// Makes a customer, a contact and, if wanted, an opportunity of a lead, in one operation.
///
/// The lead stays, with its history, and says what it became.
package struct LeadConversion {
  /// The customer that there is already, instead of a new one.
  package var into: String?
  /// Who owns the new records; the owner of the lead when not given.
  package var owner: String?
  /// Values for the new customer and contact, before those of the lead.
  package var customer: [(field: Field, text: String)] = []
  package var contact: [(field: Field, text: String)] = []
  package var opportunity: LinedContent?

  package struct Result: Sendable {
    package var lead: Int64
    package var name: String
    /// What was made, and the customer that was there, as records of a report.
    package var records: [ChangeReport.Record]
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func run(_ reference: String) throws -> Written<Result> {
    guard into == nil || customer.isEmpty else {
      throw UserError(
        .usage, "--customer gives values to a new customer, and --into names one that there is",
        hints: ["'crm customer edit' changes that one"])
    }
    return try session.write { db in
      let id = try ReferenceResolver(.lead, session: session, in: db).id(for: reference)
      let lead = try LeadRecord(id, session: session, in: db)
      try check(lead)
      let mapping = try LeadMapping(lead, session: session, in: db)
      // From here on it is no open lead that the new records might be compared with.
      try db.update(
        "lead", where: "id = \(id)", set: [("status", "\(LeadStatus.converted.rawValue)")])
      let owner = try owner(of: lead, in: db)
      let customer = try customer(of: lead, owner: owner, mapping, in: db)
      let contact = try contact(of: lead, at: customer.id, mapping, in: db)
      let opportunity = try opportunity(at: customer.id, owner: owner, mapping, in: db)
      try handOver(lead, to: customer.id, contact: contact.id, opportunity: opportunity?.id, in: db)
      return Result(
        lead: id, name: lead.name,
        records: [
          .init(Noun.customer.reference(customer.id), title: customer.title),
          .init(Noun.contact.reference(contact.id), title: contact.title),
        ]
          + (opportunity.map { [.init(Noun.opportunity.reference($0.id), title: $0.title)] } ?? []))
    }
  }

  private func check(_ lead: LeadRecord) throws {
    switch lead.status {
    case .converted:
      throw LeadGuard.refusal(
        of: lead.reference, lead.name, customer: lead.integer("converted_customer"))
    case .disqualified:
      var error = LeadMove.isDisqualified
      error.message = "\(lead.reference) '\(lead.name)' \(error.message)"
      throw error
    default: break
    }
    guard lead.integer("owner") != nil else {
      throw UserError(
        .conflict, "\(lead.reference) '\(lead.name)' lies in a pool", code: "not_owned",
        hints: ["whoever takes it from there converts it: crm pool claim \(lead.reference)"])
    }
  }

  private func owner(of lead: LeadRecord, in db: ReadTransaction) throws -> Int64? {
    try owner.map { try ReferenceResolver(.user, session: session, in: db).id(for: $0) }
      ?? lead.integer("owner")
  }

  // MARK: What is made

  private func customer(
    of lead: LeadRecord, owner: Int64?, _ mapping: LeadMapping, in db: WriteTransaction
  ) throws -> (id: Int64, title: String) {
    if let into {
      let id = try ReferenceResolver(.customer, session: session, in: db).id(for: into)
      return (id, try db.value("SELECT name FROM customer WHERE id = \(id)") ?? "")
    }
    let values = customer + (try mapping.customValues(of: .customer, without: customer))
    do {
      return try RecordAddition(.customer, session: session, db: db).add(values) { creator in
        let draft = creator.draft
        try mapping.fillCustomer(draft)
        draft.contactNumbers = try CustomerAddition.numbers(
          of: contact, session: session, in: db, completing: mapping.fillContact)
        guard let owner, !draft.hasValue(try draft.number(of: "pool")) else { return }
        draft.fill(try draft.number(of: "owner"), with: .integer(owner))
      }
    } catch var error as UserError where error.code == "E_DUPLICATE" {
      if let known = error.details.first(where: { $0.name == "duplicate_of" }) {
        error.hints = [
          "crm lead convert \(lead.id) --into \(known.value) adds the person to that customer"
        ]
      }
      throw error
    } catch let error as UserError {
      throw Self.hinting(error, option: "customer")
    }
  }

  /// The person; one of the same name that the customer has already is the same, and gets what it
  /// lacks.
  private func contact(
    of lead: LeadRecord, at customer: Int64, _ mapping: LeadMapping, in db: WriteTransaction
  ) throws -> (id: Int64, title: String) {
    let known = try db.row(
      """
      SELECT id, name FROM contact
      WHERE customer = \(customer) AND name_key = \(NameKey.key(of: lead.name))
        AND deleted_at IS NULL ORDER BY id LIMIT 1
      """, as: Int64.self, String.self)
    if into != nil, contact.isEmpty, let (id, name) = known {
      session.note("\(Noun.contact.reference(id)) '\(name)' is there already")
      try complete(id, by: mapping, in: db)
      return (id, name)
    }
    let values = contact + (try mapping.customValues(of: .contact, without: contact))
    do {
      return try RecordAddition(.contact, session: session, db: db).add(values) { creator in
        let draft = creator.draft
        draft.set(try draft.number(of: "customer"), integer: customer)
        try mapping.fillContact(draft)
      }
    } catch let error as UserError {
      throw Self.hinting(error, option: "contact")
    }
  }

  private func complete(
    _ contact: Int64, by mapping: LeadMapping, in db: WriteTransaction
  ) throws {
    let editor = try RecordEditor(.contact, session: session, db: db)
    let draft = RecordDraft(editor.noun)
    try mapping.fillContact(draft)
    let missing = try editor.noun.fields.filter { field in
      guard field.isEditable, !field.isLink, draft.hasValue(try draft.number(of: field.column))
      else { return false }
      return try db.exists(
        "SELECT 1 FROM contact WHERE id = \(contact) AND \(identifier: field.column) IS NULL")
    }
    _ = try editor.edit([contact], set: missing, as: draft)
  }

  private func opportunity(
    at customer: Int64, owner: Int64?, _ mapping: LeadMapping, in db: WriteTransaction
  ) throws -> (id: Int64, title: String)? {
    guard var content = opportunity else { return nil }
    content.values += try mapping.customValues(of: .opportunity, without: content.values)
    return try OpportunityAddition(session: session).add(content, in: db) { draft in
      draft.set(try draft.number(of: "customer"), integer: customer)
      if let owner { draft.fill(try draft.number(of: "owner"), with: .integer(owner)) }
      try mapping.fillOpportunity(draft)
    }
  }

  /// What a form or a field asks for is given by an option of its own.
  private static func hinting(_ error: UserError, option: String) -> UserError {
    guard error.code == "E_REQUIRED" else { return error }
    var error = error
    error.hints = ["--\(option) 'FIELD=VALUE,…' gives what the lead does not have"]
    return error
  }

  // MARK: What goes along

  /// Lets the follow-ups and what was done in them count for the customer, and says in the lead what
  /// became of it.
  private func handOver(
    _ lead: LeadRecord, to customer: Int64, contact: Int64, opportunity: Int64?,
    in db: WriteTransaction
  ) throws {
    for table in [Noun.activity.table, "behavior_event", Noun.task.table] {
      try db.update(
        table, where: "lead = \(lead.id) AND customer IS NULL",
        set: [("customer", "\(customer)")], touching: false)
    }
    try db.update(
      "lead", where: "id = \(lead.id)",
      set: [
        ("converted_at", "\(db.request.at)"), ("converted_customer", "\(customer)"),
        ("converted_contact", "\(contact)"), ("converted_opportunity", "\(opportunity)"),
      ])
  }
}
