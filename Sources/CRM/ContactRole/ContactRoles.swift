import Catalogue
import Store
import Tabular
import Values

/// The people behind an opportunity: put there with their part in it, and taken away again.
package struct ContactRoles {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Gives a person a part in the opportunity; one who has another part changes it by `edit`.
  package func add(
    _ contact: String, to opportunity: String, as role: String, remark: String?
  ) throws -> ChangeReport {
    let noun = Noun.contactRole
    let written = try session.write { db in
      let reader = try FieldReader(.option, session: session, db: db)
      let id = try reader.resolver(for: "opportunity").id(for: opportunity)
      let contact = try self.contact(contact, of: id, in: db)
      if let (existing, key) = try db.row(
        """
        SELECT id, role FROM contact_role
        WHERE opportunity = \(id) AND contact = \(contact.id) AND deleted_at IS NULL
        """, as: Int64.self, String.self)
      {
        throw UserError(
          .conflict, "'\(contact.name)' is \(key) of opportunity/\(id) already",
          code: "E_DUPLICATE",
          hints: ["'crm opportunity contact edit \(existing) --role KEY' changes that"])
      }
      let texts: [(String, String?)] = [
        ("opportunity", "opportunity/\(id)"), ("contact", "contact/\(contact.id)"), ("role", role),
        ("remark", remark),
      ]
      let values = texts.compactMap { name, text -> (field: Field, text: String)? in
        guard let field = noun.field(name), let text else { return nil }
        return (field, text)
      }
      let added = try RecordAddition(noun, session: session, db: db).add(values)
      return (id: added.id, opportunity: id, name: contact.name, role: added.title)
    }
    let (id, target, name, key) = written.value
    return ChangeReport(
      "'\(name)' is \(key) of opportunity/\(target)", written,
      records: [.init(noun.reference(id), title: name)])
  }

  /// Takes people away from the opportunity.
  package func remove(_ contacts: [String], from opportunity: String) throws -> ChangeReport {
    let noun = Noun.contactRole
    let written = try session.write { db in
      let id = try ReferenceResolver(.opportunity, session: session, in: db).id(for: opportunity)
      var roles: [Int64] = []
      for text in contacts {
        let contact = try self.contact(text, of: id, in: db)
        let role: Int64? = try db.value(
          """
          SELECT id FROM contact_role
          WHERE opportunity = \(id) AND contact = \(contact.id) AND deleted_at IS NULL
          """)
        guard let role else {
          throw UserError(
            .notFound, "'\(contact.name)' has no part in opportunity/\(id)", code: "E_REFERENCE",
            hints: ["'crm opportunity contact list --opportunity \(id)' names those who have one"])
        }
        if !roles.contains(role) { roles.append(role) }
      }
      try RecordPresence(noun, session: session, db: db).delete(roles)
      return (roles: roles, opportunity: id)
    }
    let (roles, target) = written.value
    return ChangeReport(
      "took \(roles.count == 1 ? "1 contact" : "\(roles.count) contacts") from opportunity/\(target)",
      written, records: roles.map { .init(noun.reference($0)) })
  }

  /// The person that the text names: of the opportunity's customer first, since names repeat.
  private func contact(
    _ text: String, of opportunity: Int64, in db: ReadTransaction
  ) throws -> (id: Int64, name: String) {
    let id: Int64
    do {
      id = try ReferenceResolver(
        .contact, session: session, in: db,
        restrictedTo: """
          r.customer = (SELECT customer FROM opportunity WHERE id = \(opportunity))
          """
      ).id(for: text)
    } catch let error as UserError where error.exit == .notFound {
      id = try ReferenceResolver(.contact, session: session, in: db).id(for: text)
    }
    let name: String? = try db.value("SELECT name FROM contact WHERE id = \(id)")
    return (id, name ?? text)
  }

  /// The people behind an opportunity, in the order in which they were put there.
  static func documents(
    of opportunity: Int64, session: Session, in db: ReadTransaction
  ) throws -> [Document] {
    try db.rows(
      """
      SELECT c.id, c.name, r.role, r.remark FROM contact_role r JOIN contact c ON c.id = r.contact
      WHERE r.opportunity = \(opportunity) AND r.deleted_at IS NULL ORDER BY r.id
      """, as: Int64.self, String.self, String.self, String?.self
    ).map { id, name, role, remark in
      .object([
        .init("contact", .text(name)), .init("contact_id", .text(Noun.contact.reference(id))),
        .init("role", .text(role)), .init("remark", remark.map { .text($0) } ?? .null),
      ])
    }
  }
}
