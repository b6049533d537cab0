import Catalogue
import Store
import Values

/// The customers that one is equal or similar to.
///
/// Everything is found through indexes: a million customers make no difference.
struct CustomerMatches {
  private let question: DuplicateCheck.Question
  private let session: Session
  private let db: ReadTransaction
  private let noun: Noun

  init(
    _ question: DuplicateCheck.Question, session: Session, in db: ReadTransaction
  ) throws {
    self.question = question
    self.session = session
    self.db = db
    noun = try session.noun(.customer)
  }

  func matches() throws -> [DuplicateMatch] {
    let draft = try draft()
    let types = try types(draft)
    let equal = try equal(draft, types)
    var matches = try equal.map { try match($0.verdict, $0.id, rule: $0.rule) }
    let known = Set(equal.map(\.id))
    for (id, rule) in try similar(types) where !known.contains(id) {
      matches.append(try match(.similar, id, rule: rule))
    }
    return matches + (try LeadsInQuestion(draft, session: session, in: db).matches())
  }

  // MARK: Equal ones

  /// What is known of the customer, as of one that is added.
  private func draft() throws -> RecordDraft {
    let draft = RecordDraft(noun)
    let reader = try FieldReader(.option, session: session, db: db)
    for (name, text) in question.values {
      guard let field = noun.field(name) else { continue }
      var text = text
      let column = try draft.number(of: field.column)
      try text.withUTF8 { try reader.read($0, as: field, into: column, of: draft) }
    }
    draft.fillDefaults()
    return draft
  }

  private func equal(
    _ draft: RecordDraft, _ types: [String]
  ) throws -> [(verdict: DuplicateMatch.Verdict, id: Int64, rule: String)] {
    let finder = try DuplicateFinder(noun, session: session, in: db)
    var found: [Collision] = []
    for type in types {
      draft.set(try draft.number(of: "type"), text: type)
      for collision in try finder.collisions(of: draft) {
        if let place = found.firstIndex(where: { $0.record == collision.record }) {
          if collision.rule.action == .block { found[place] = collision }
        } else {
          found.append(collision)
        }
      }
    }
    return found.compactMap { collision in
      let verdict: DuplicateMatch.Verdict
      switch (collision.isDeleted, collision.rule.action) {
      case (false, .block): verdict = .block
      case (false, _): verdict = .warn
      case (true, .block): verdict = .deleted
      case (true, _): return nil
      }
      return (verdict, collision.record, collision.rule.name)
    }
  }

  /// The types that the customer may be of.
  private func types(_ draft: RecordDraft) throws -> [String] {
    if let given = draft.string(try draft.number(of: "type")) { return [given] }
    guard case .choice(let choices) = noun.field("type")?.type else {
      throw UserError.bug("a customer has no types")
    }
    return choices.map(\.key)
  }

  // MARK: Similar ones

  private static let mostSimilar = 20

  /// Live customers of the same name, which no rule takes for one, and companies of the same core
  /// name; by what they are similar.
  private func similar(_ types: [String]) throws -> [(id: Int64, rule: String)] {
    let core = CompanyName.core(of: question.name)
    let key = NameKey.key(of: question.name)
    let mayBeCompany = types.contains("enterprise")
    var found: [(id: Int64, rule: String)] = []
    for (id, name, nameKey, type) in try db.rows(
      Self.similarQuery(CompanyName.keys(of: core) + [key]), as: Int64.self, String.self,
      String.self, String.self)
    {
      if nameKey == key {
        found.append((id, "name"))
      } else if mayBeCompany, type == "enterprise", CompanyName.core(of: name) == core {
        found.append((id, "similar name"))
      }
    }
    return Array(found.prefix(Self.mostSimilar))
  }

  static func similarQuery(_ keys: [String]) -> SQL {
    """
    SELECT id, name, name_key, type FROM customer
    WHERE name_key IN \(list: keys) AND deleted_at IS NULL ORDER BY id LIMIT 1000
    """
  }

  // MARK: What is told

  private func match(
    _ verdict: DuplicateMatch.Verdict, _ id: Int64, rule: String
  ) throws -> DuplicateMatch {
    guard
      let row = try db.row(
        try Self.detailQuery(id, session: session), as: String.self, String.self, String?.self,
        Bool.self)
    else { throw UserError.bug("there is no \(noun.reference(id))") }
    let told = ToldRecord(noun.reference(id), name: row.0, holder: row.1, isVisible: row.3)
    return DuplicateMatch(
      verdict: verdict, reference: told.reference, name: told.name, holder: row.1,
      lastActivity: row.2, rule: rule)
  }

  static func detailQuery(_ id: Int64, session: Session) throws -> SQL {
    let facts = FactExpression(asOf: try session.today(), session: session)
    let lastActivity = try facts.sql("last_activity", of: .customer, alias: "c") ?? "NULL"
    return """
      SELECT c.name, ifnull('owner ' || u.login, 'pool ' || p.name), \(lastActivity),
        \(try session.actor().sight.covers(.customer, alias: "c"))
      FROM customer c LEFT JOIN "user" u ON u.id = c.owner LEFT JOIN pool p ON p.id = c.pool
      WHERE c.id = \(id)
      """
  }
}
