import Catalogue
import Store
import Values

/// Points out where leads and customers are about the same company or person (防撞单): a lead and a
/// customer, a lead and another open one.
///
/// It never refuses: who is a lead may well be known. That a customer is made twice is for the dedupe
/// rules of customers, also when a lead becomes one. New records are looked at together when all
/// are there, so a file meets itself, too.
struct LeadMatches {
  private let session: Session
  private let db: WriteTransaction
  /// Matches that are told one by one; of the others only how many they are.
  private static let told = 3

  init(session: Session, in db: WriteTransaction) {
    self.session = session
    self.db = db
  }

  /// Tells what new leads, customers or contacts have in common with what there was before.
  func tell(new noun: Noun, _ ids: Range<Int64>) throws {
    guard try noun.name == Noun.lead.name || db.exists("SELECT 1 FROM lead") else { return }
    try tell(
      noun, where: "r.id >= \(ids.lowerBound) AND r.id < \(ids.upperBound)", others: "o.id < r.id",
      by: Likeness.allCases)
  }

  /// Tells what leads have in common with others whose company or numbers were changed.
  @Sendable
  static func leadChanged(_ change: RecordChange) throws {
    let likenesses = Likeness.allCases.filter { !change.fields.isDisjoint(with: $0.fields) }
    guard !likenesses.isEmpty else { return }
    try LeadMatches(session: change.session, in: change.db)
      .tell(
        .lead, where: "r.id IN \(ids: change.ids)", others: "o.id <> r.id", by: likenesses)
  }

  /// What two records have in common.
  private enum Likeness: CaseIterable {
    case company, number

    /// The fields of leads that say it.
    var fields: [String] { self == .company ? ["company"] : ["phone", "mobile"] }
  }

  // MARK: Telling

  private func tell(
    _ noun: Noun, where condition: SQL, others: SQL, by likenesses: [Likeness]
  ) throws {
    let kinds = kinds(of: noun, others: others, by: likenesses)
    guard !kinds.isEmpty else { return }
    let matches = kinds.enumerated().map { index, kind in
      "(\(kind.query)) * \(kinds.count) + \(index)" as SQL
    }
    // One number says which record it is and in what way. The limit, which is none, keeps SQLite from
    // working it out a second time for the condition.
    let query: SQL = """
      SELECT record, match FROM (
        SELECT r.id AS record, coalesce(\(matches.joined(separator: ", ")), NULL) AS match
        FROM \(identifier: noun.table) r
        WHERE (\(condition)) AND r.deleted_at IS NULL AND \(isCompared(noun)) LIMIT -1)
      WHERE match IS NOT NULL ORDER BY record
      """
    var count = 0
    var first: [(record: Int64, kind: Kind, other: Int64)] = []
    try db.stream(query) { row in
      count += 1
      if first.count < Self.told {
        let (other, kind) = row.integer(1).quotientAndRemainder(dividingBy: Int64(kinds.count))
        first.append((row.integer(0), kinds[Int(kind)], other))
      }
      return true
    }
    for (record, kind, other) in first {
      let line = try session.origins?.location(noun, record)?.line.map { "line \($0): " } ?? ""
      let known = try ToldRecord.one(other, of: kind.noun, session: session, in: db)
      session.note("warning: \(line)\(try name(record, noun)) \(kind.words) \(known.text)")
    }
    if count > first.count {
      let more = count - first.count
      session.note(
        "warning: \(more.grouped) more \(more == 1 ? noun.name : noun.plural) "
          + "\(more == 1 ? "has" : "have") a company or number that is known")
    }
  }

  /// Whether the record `r` is looked at: an open lead, or a contact whose customer does not have the
  /// same number and was told.
  private func isCompared(_ noun: Noun) -> SQL {
    switch noun.name {
    case Noun.lead.name: "r.status IN \(list: LeadStatus.open)"
    case Noun.contact.name:
      "r.phone_key IS NOT (SELECT c.phone_key FROM customer c WHERE c.id = r.customer)"
    default: "1"
    }
  }

  private func name(_ id: Int64, _ noun: Noun) throws -> String {
    let title: String =
      try db.value("SELECT name FROM \(identifier: noun.table) WHERE id = \(id)") ?? ""
    return "\(noun.reference(id)) '\(title)'"
  }

  // MARK: Matching

  /// A way in which the record `r` matches another one.
  private struct Kind {
    /// The noun of the other record.
    var noun: Noun
    var words: String
    /// The id of the first other record; NULL when there is none.
    var query: SQL
  }

  /// The best first.
  private func kinds(of noun: Noun, others: SQL, by likenesses: [Likeness]) -> [Kind] {
    let isLead = noun.name == Noun.lead.name
    let numbers = isLead ? ["phone_key", "mobile_key"] : ["phone_key"]
    let openLead: SQL = """
      o.status IN \(list: LeadStatus.open) AND o.deleted_at IS NULL AND \(isLead ? others : "1")
      """
    var kinds: [Kind] = []
    if isLead {
      if likenesses.contains(.company) {
        kinds.append(
          Kind(
            noun: .customer, words: "is from the company of",
            query: """
              SELECT o.id FROM customer o
              WHERE o.name_key = r.company_key AND o.deleted_at IS NULL LIMIT 1
              """))
      }
      if likenesses.contains(.number) {
        kinds.append(
          Kind(noun: .customer, words: "has a number of", query: customers(with: numbers)))
      }
    }
    if likenesses.contains(.company), noun.name != Noun.contact.name {
      let company: SQL = isLead ? "r.company_key" : "r.name_key"
      kinds.append(
        Kind(
          noun: .lead, words: isLead ? "is from the company of" : "is the company of",
          query: """
            SELECT o.id FROM lead o WHERE o.company_key = \(company) AND \(openLead) LIMIT 1
            """))
    }
    if likenesses.contains(.number) {
      kinds.append(
        Kind(noun: .lead, words: "has a number of", query: leads(with: numbers, openLead)))
    }
    return kinds
  }

  /// Customers that have a number of the record, themselves or by a contact.
  private func customers(with numbers: [String]) -> SQL {
    oneOf(numbers) { key in
      """
      SELECT o.id FROM \(key) CROSS JOIN customer o ON o.phone_key = k.value
        WHERE o.deleted_at IS NULL
      UNION ALL SELECT o.id FROM \(key)
        CROSS JOIN phone_number p ON p.key = k.value AND p.noun = 'customer'
        CROSS JOIN customer o ON o.id = p.record WHERE o.deleted_at IS NULL
      UNION ALL SELECT t.customer FROM \(key) CROSS JOIN contact t ON t.phone_key = k.value
        WHERE t.deleted_at IS NULL
      UNION ALL SELECT t.customer FROM \(key)
        CROSS JOIN phone_number p ON p.key = k.value AND p.noun = 'contact'
        CROSS JOIN contact t ON t.id = p.record WHERE t.deleted_at IS NULL
      """
    }
  }

  /// Leads that have a number of the record and fulfil the condition on `o`.
  private func leads(with numbers: [String], _ condition: SQL) -> SQL {
    oneOf(numbers) { key in
      """
      SELECT o.id FROM \(key) CROSS JOIN lead o ON o.phone_key = k.value WHERE \(condition)
      UNION ALL SELECT o.id FROM \(key) CROSS JOIN lead o ON o.mobile_key = k.value
        WHERE \(condition)
      UNION ALL SELECT o.id FROM \(key)
        CROSS JOIN phone_number p ON p.key = k.value AND p.noun = 'lead'
        CROSS JOIN lead o ON o.id = p.record WHERE \(condition)
      """
    }
  }

  /// The first of the ids that the query over the table `k` of the record's numbers yields.
  ///
  /// Few have several numbers in a cell; taking those apart costs the others too much.
  private func oneOf(_ columns: [String], _ query: (SQL) -> SQL) -> SQL {
    let cells = columns.map { "r.\(identifier: $0)" as SQL }
    let all = cells.map { "ifnull(\($0), '')" as SQL }.joined(separator: " || ' ' || ")
    let several: SQL = "json_each('[\"' || replace(trim(\(all)), ' ', '\",\"') || '\"]') k"
    let single = cells.map { "SELECT \($0) AS value" as SQL }.joined(separator: " UNION ALL ")
    let hasSeveral = cells.map { "instr(\($0), ' ') > 0" as SQL }.joined(separator: " OR ")
    return """
      SELECT CASE WHEN \(hasSeveral) THEN (SELECT * FROM (\(query(several))) LIMIT 1)
        ELSE (SELECT * FROM (\(query("(\(single)) k"))) LIMIT 1) END
      """
  }
}
