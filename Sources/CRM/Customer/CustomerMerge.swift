import Catalogue
import Store
import Values

/// `crm customer merge`: several customers become one of them.
///
/// Owner, pool and since when, status and authorship of the survivor stay; its contacts and those of the
/// others are united.
package struct CustomerMerge {
  package struct Result: Sendable {
    package let survivor: Int64
    package let title: String
    package let merged: [Int64]
    package let steps: [MergeStep]
  }

  /// `--take FIELD=CUSTOMER`.
  package struct Take: Sendable {
    package var field: String
    package var customer: String

    package init(field: String, customer: String) {
      self.field = field
      self.customer = customer
    }
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func merge(
    _ references: [String], into target: String, taking takes: [Take] = []
  ) throws -> Written<Result> {
    try session.write { db in
      let resolver = try ReferenceResolver(.customer, session: session, in: db)
      let survivor = try resolver.id(for: target)
      let ids = try RecordReferences.resolve(
        references, of: .customer, session: session, in: db
      ).filter { $0 != survivor }
      guard !ids.isEmpty else {
        let name = Noun.customer.reference(survivor)
        throw UserError(
          .conflict, "there is nothing to merge: what is named is \(name) already",
          code: "E_MERGED", hints: ["name the customers that become one with it"])
      }
      try requireRight(to: [survivor] + ids, in: db)
      let told = try takes.map { try read($0, among: [survivor] + ids, resolver) }
      if let twice = told.enumerated().first(where: { index, take in
        told[..<index].contains { $0.field.name == take.field.name }
      }) {
        throw UserError(.usage, "--take: \(twice.element.field.name) is taken twice")
      }
      let twins = try ContactTwins(of: [survivor] + ids, in: db).twins
      let primary: Int64? = try db.value(
        """
        SELECT id FROM contact WHERE customer = \(survivor) AND "primary" = 1
          AND deleted_at IS NULL
        """)
      try ShareGrant.unite([survivor] + ids, ownedLike: survivor, in: db)
      var steps = try RecordMerge(.customer, session: session, in: db)
        .merge(ids, into: survivor, taking: told)
      try keepPrimary(primary, of: survivor, in: db)
      for twin in twins { steps += try merge(twin, in: db) }
      try keepPrimary(primary, of: survivor, in: db)
      let title: String = try db.value("SELECT name FROM customer WHERE id = \(survivor)") ?? ""
      return Result(survivor: survivor, title: title, merged: ids, steps: steps)
    }
  }

  private func merge(_ twin: ContactTwins.Twin, in db: WriteTransaction) throws -> [MergeStep] {
    let phone = Noun.contact.field("phone").map { [(field: $0, from: twin.dropped)] } ?? []
    return try RecordMerge(.contact, session: session, in: db)
      .merge([twin.dropped], into: twin.kept, taking: twin.hasMoreNumbers ? phone : [])
  }

  /// The primary contact of the survivor stays so; without one, that of the others becomes it.
  private func keepPrimary(_ primary: Int64?, of customer: Int64, in db: WriteTransaction) throws {
    try ContactPrimary.keepOne(
      ofCustomers: "SELECT \(customer)", preferring: "id IS \(primary)", in: db)
  }

  // MARK: What is asked for

  /// Whoever merges customers decides about all of them.
  private func requireRight(to ids: [Int64], in db: ReadTransaction) throws {
    let actor = try session.actor()
    guard !actor.isAdmin,
      let (id, holder) = try db.row(
        """
        SELECT c.id, ifnull('belongs to ' || u.login, 'lies in the pool ' || p.name)
        FROM customer c LEFT JOIN "user" u ON u.id = c.owner LEFT JOIN pool p ON p.id = c.pool
        WHERE c.id IN \(ids: ids) AND c.owner IS NOT \(actor.id) ORDER BY c.id LIMIT 1
        """, as: Int64.self, String.self)
    else { return }
    throw UserError(
      .denied,
      "\(Noun.customer.reference(id)) \(holder); only an admin, or the owner of all of them, "
        + "merges customers", code: "not_owner")
  }

  private func read(
    _ take: Take, among ids: [Int64], _ resolver: ReferenceResolver
  ) throws -> (field: Field, from: Int64) {
    let noun = try session.noun(.customer)
    guard let field = noun.field(take.field) ?? noun.fields.called(take.field) else {
      throw UserError(
        .usage, "--take: a customer has no field '\(take.field)'",
        hints: [NearestNames.hint(for: take.field, among: noun.fields.map(\.name))]
          .compactMap { $0 })
    }
    guard !field.isLink else {
      throw UserError(
        .usage, "--take: \(field.name) of all of them is united",
        hints: ["'crm customer edit' takes out what is too much afterwards"])
    }
    do {
      try RecordEditor.refuseUneditable(field, of: noun)
    } catch var error as UserError {
      error.message = "--take: " + error.message
      throw error
    }
    let id = try resolver.id(for: take.customer)
    guard ids.contains(id) else {
      throw UserError(
        .usage, "--take: \(noun.reference(id)) is none of the customers that are merged")
    }
    return (field, id)
  }
}
