import Catalogue
import Store
import Values

/// New values for records that rows of the file matched, put aside and applied set-based.
///
/// `update` writes every value that a row gives, `fill` only where the record has none. Of several
/// rows for one record the last value wins, with `fill` the first.
final class MatchedUpdates {
  private let noun: Noun
  private let db: WriteTransaction
  private let fillsOnly: Bool
  /// The numbers of the draft's columns that are written.
  private let columns: [Int]
  private let names: [String]
  /// N:M fields, whose values are staged behind those of the columns, as lists of ids.
  private let links: [Field]
  private let staged: StagedRows
  private var values: [Scalar] = []

  /// `fields` are the mapped fields that `edit` may change.
  init(
    _ noun: Noun, fields: [Field], fillsOnly: Bool, in db: WriteTransaction
  ) throws {
    self.noun = noun
    self.db = db
    self.fillsOnly = fillsOnly
    let draft = RecordDraft(noun)
    names = fields.filter { !$0.isLink }.flatMap { [$0.column, $0.keyColumn].compactMap { $0 } }
    links = fields.filter(\.isLink)
    columns = try names.map { try draft.number(of: $0) }
    let width = names.count + links.count
    let definitions = (0..<width).map { "v\(SQL(text: String($0)))" as SQL }
    var columns: SQL = "record INTEGER PRIMARY KEY, given INTEGER, line INTEGER"
    if !definitions.isEmpty { columns += ", " + definitions.joined(separator: ", ") }
    staged = try StagedRows(
      "matched_update", columns: columns, width: width + 3,
      conflict: Self.conflict(count: width, keepsFirst: fillsOnly), in: db)
  }

  private static func conflict(count: Int, keepsFirst: Bool) -> SQL {
    var sets: [SQL] = ["given = given | excluded.given", "line = excluded.line"]
    for index in 0..<count {
      let value = SQL(text: "v\(index)")
      let bit = SQL(text: String(1 << index))
      let wins: SQL = keepsFirst ? "NOT given & \(bit)" : "excluded.given & \(bit)"
      sets.append("\(value) = iif(\(wins), excluded.\(value), \(value))")
    }
    return "ON CONFLICT DO UPDATE SET \(sets.joined(separator: ", "))"
  }

  var isEmpty: Bool { staged.count == 0 }

  /// What a row gives, as bits; asked before the draft is completed with defaults.
  func given(in draft: RecordDraft) -> Int64 {
    var bits: Int64 = 0
    for (index, column) in columns.enumerated() where draft.isSet(column) { bits |= 1 << index }
    for (index, field) in links.enumerated() where draft.links[field.name] != nil {
      bits |= 1 << (columns.count + index)
    }
    return bits
  }

  func add(_ record: Int64, from draft: RecordDraft, given: Int64, line: Int) throws {
    values.removeAll(keepingCapacity: true)
    values.append(.integer(record))
    values.append(.integer(given))
    values.append(.integer(Int64(line)))
    for (index, column) in columns.enumerated() {
      values.append(given & (1 << index) == 0 ? .null : draft.scalar(column))
    }
    for field in links {
      values.append(draft.links[field.name].map { .text(SQL.idList($0)) } ?? .null)
    }
    try staged.append(values)
  }

  /// The last line that matched the record.
  func line(of record: Int64) throws -> Int? {
    try db.value("SELECT line FROM \(staged.table) WHERE record = \(record)")
  }

  /// Writes the values; returns how many records changed.
  func apply(session: Session) throws -> Int {
    guard !isEmpty else { return 0 }
    let linked = try applyLinks(session: session)
    let written = try applyValues()
    guard written > 0 || !linked.isEmpty else { return 0 }
    try NounBehavior.of(noun).edited(try db.values(changedRecords(with: linked)), db)
    try refuseDuplicates(session: session)
    let fields = noun.fields.filter { names.contains($0.column) }
    try ClassificationGuard(noun, fields: fields, session: session, db: db).checkImport()
    let ids: [Int64] = try db.values("SELECT record FROM \(staged.table) ORDER BY record")
    try NounBehavior.of(noun).changed(
      RecordChange(
        noun: noun, ids: ids, fields: Set(names + links.map(\.name)), db: db, session: session))
    guard !linked.isEmpty else { return written }
    return try db.value("SELECT count(*) FROM (\(changedRecords(with: linked)))") ?? 0
  }

  private func applyValues() throws -> Int {
    guard !columns.isEmpty else { return 0 }
    let own = noun.table
    let assignments = names.enumerated().map { index, name in
      let value = SQL(text: "v\(index)")
      let bit = SQL(text: String(1 << index))
      let given: SQL = """
        SELECT \(value) FROM \(staged.table) s WHERE s.record = \(identifier: own).id
          AND s.given & \(bit)
        """
      let present: SQL = "\(identifier: own).\(identifier: name)"
      return (
        column: name,
        value: fillsOnly
          ? "ifnull(\(present), (\(given)))"
          : "iif(EXISTS (\(given)), (\(given)), \(present))" as SQL
      )
    }
    return try db.update(
      own, where: "id IN (SELECT record FROM \(staged.table))", set: assignments)
  }

  /// Writes the links that rows give, and returns the records that have others now.
  private func applyLinks(session: Session) throws -> [Int64] {
    var changed: [Int64] = []
    for (index, field) in links.enumerated() {
      let value = SQL(text: "v\(columns.count + index)")
      let isGiven = SQL(text: "s.given & \(1 << (columns.count + index))")
      let pairs: SQL = """
        SELECT s.record AS record, j.value AS target
        FROM \(staged.table) s, json_each(s.\(value)) j WHERE \(isGiven)
        """
      let links = try RecordLinks(field, of: noun, session: session, db: db)
      changed +=
        fillsOnly
        ? try links.fill(with: pairs)
        : try links.replace(
          with: pairs, on: "SELECT s.record FROM \(staged.table) s WHERE \(isGiven)")
    }
    return changed
  }

  /// The records that have other values, which the journal knows, or other links.
  private func changedRecords(with linked: [Int64]) -> SQL {
    """
    SELECT record FROM change WHERE \(db.changes(of: noun.table, since: db.beginning))
      AND record IN (SELECT record FROM \(staged.table))
    UNION SELECT value FROM \(ids: linked)
    """
  }

  /// Updated records are compared like edited ones: those whose compared values changed, which the
  /// journal knows.
  private func refuseDuplicates(session: Session) throws {
    let rules = try DedupeRule.rules(for: noun, in: db).filter { $0.action == .block }
    let finder = try DuplicateFinder(noun, rules: rules, session: session, in: db)
    let compared = try finder.comparedColumns().intersection(names).sorted()
    guard !compared.isEmpty else { return }
    let ids: [Int64] = try db.values(
      """
      SELECT DISTINCT record FROM field_change change
      WHERE \(db.changes(of: noun.table, since: db.beginning)) AND field IN \(list: compared)
      ORDER BY record
      """)
    var errors: [UserError] = []
    for id in ids where errors.count < 20 {
      let collisions = try finder.collisions(ofRecord: id)
      do {
        _ = try finder.check(
          collisions.filter { !$0.isDeleted }, subject: "\(noun.reference(id)), as updated,")
      } catch let error as UserError where error.exit == .duplicate {
        errors.append(error)
      }
    }
    guard !errors.isEmpty else { return }
    throw UserErrors(
      errors,
      conclusion: UserError(
        .badData, "updates would make duplicates; nothing was imported", code: "E_DUPLICATE"))
  }
}
