import Catalogue
import Store
import Values

/// Compares customers whose contacts get numbers: by these a dedupe rule may take one for another.
///
/// What a rule blocks is refused, and what it warns of is told. A customer that is made in the same
/// operation was compared then, with the numbers of its contacts.
struct ContactCollisions {
  private let session: Session
  private let db: WriteTransaction
  private let noun: Noun
  private let finder: DuplicateFinder
  /// Contacts that are told one by one; of the others only how many they are.
  private static let told = 3

  /// With the word of an admin that customers are two, equal ones are let in and the word is kept with both.
  init(
    session: Session, exceptions: DuplicateExceptions? = nil, in db: WriteTransaction
  ) throws {
    self.session = session
    self.db = db
    noun = try session.noun(.customer)
    finder = try DuplicateFinder(noun, exceptions: exceptions, session: session, in: db)
  }

  /// Looks at contacts whose numbers were changed.
  @Sendable
  static func changed(_ change: RecordChange) throws {
    guard change.fields.contains("phone") else { return }
    try ContactCollisions(session: change.session, exceptions: change.exceptions, in: change.db)
      .check("t.id IN \(ids: change.ids)")
  }

  /// Looks at contacts that came back.
  @Sendable
  static func restored(_ restored: RestoredRecords) throws {
    try ContactCollisions(
      session: restored.session, exceptions: restored.exceptions, in: restored.db
    ).check("t.id IN \(ids: restored.ids)")
  }

  /// Looks at the live contacts `t` of which the condition is true.
  func check(_ contacts: SQL) throws {
    guard finder.comparesNumbers else { return }
    var refusals = LateRefusals(session)
    var warned = 0
    for (contact, name, customer, number) in try db.rows(
      sharing(contacts), as: Int64.self, String.self, Int64.self, String.self)
    {
      let collisions = try finder.collisions(ofRecord: customer, gaining: [number])
        .filter { try hadNumber($0.record, number, before: contact) }
      guard !collisions.isEmpty else { continue }
      let subject = "\(noun.reference(customer)), with the number of '\(name)',"
      do {
        let warnings = try finder.check(collisions, subject: subject)
        try finder.letIn(customer, collisions)
        if !warnings.isEmpty { warned += 1 }
        guard warned <= Self.told else { continue }
        let location = try session.origins?.location(.contact, contact)
        let line = location?.line.map { "line \($0): " } ?? ""
        for warning in warnings { session.note("warning: \(line)\(warning)") }
      } catch let error as UserError where error.exit == .duplicate {
        try refusals.add(contact, of: .contact, for: error, saying: error)
      }
    }
    try refusals.conclude("numbers of contacts would make duplicates", code: "E_DUPLICATE")
    if warned > Self.told {
      session.note(
        "warning: \((warned - Self.told).counted("more contact")) with a number of another customer"
      )
    }
  }

  /// Contacts with a number of another customer: id, name, customer and number, each number of a customer once.
  ///
  /// Almost none has, so that one pass through the indexes leaves few to be compared.
  private func sharing(_ contacts: SQL) -> SQL {
    let isOfNew = isNew("t.customer", noun)
    return """
      SELECT min(t.id), t.name, t.customer, k.value
      FROM contact t CROSS JOIN json_each('["' || replace(t.phone_key, ' ', '","') || '"]') k
      WHERE (\(contacts)) AND t.deleted_at IS NULL AND t.phone_key IS NOT NULL AND NOT (\(isOfNew))
        AND (EXISTS (SELECT 1 FROM customer o
            WHERE o.phone_key = k.value AND o.id <> t.customer)
          OR EXISTS (SELECT 1 FROM contact o
            WHERE o.phone_key = k.value AND o.customer <> t.customer AND o.deleted_at IS NULL)
          OR EXISTS (SELECT 1 FROM phone_number p WHERE p.key = k.value AND p.noun = 'customer'
            AND p.record <> t.customer)
          OR EXISTS (SELECT 1 FROM phone_number p JOIN contact o ON o.id = p.record
            WHERE p.key = k.value AND p.noun = 'contact' AND o.customer <> t.customer
              AND o.deleted_at IS NULL))
      GROUP BY t.customer, k.value ORDER BY 1
      """
  }

  /// Whether the other customer had the number before the contact: of two contacts that are made in one operation, the
  /// later one is told.
  private func hadNumber(_ other: Int64, _ number: String, before contact: Int64) throws -> Bool {
    func has(_ cell: SQL) -> SQL { "instr(' ' || \(cell) || ' ', ' ' || \(number) || ' ') > 0" }
    return try db.exists(
      """
      SELECT 1 FROM customer o WHERE o.id = \(other) AND \(has("o.phone_key"))
      UNION ALL SELECT 1 FROM contact o WHERE o.customer = \(other) AND o.deleted_at IS NULL
        AND \(has("o.phone_key")) AND (o.id < \(contact) OR NOT (\(isNew("o.id", .contact))))
      """)
  }

  /// Whether the operation made the record.
  private func isNew(_ id: SQL, _ noun: Noun) -> SQL {
    let ranges = db.created(in: noun.table, since: db.beginning).map {
      "\(id) BETWEEN \($0.lowerBound) AND \($0.upperBound)" as SQL
    }
    return ranges.isEmpty ? "0" : ranges.joined(separator: " OR ")
  }
}
