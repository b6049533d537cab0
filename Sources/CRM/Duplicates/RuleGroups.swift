import Catalogue
import Store

/// The live records of a noun that have the key of a dedupe rule in common, as one sorted query:
/// its rows are the key, the id, and two columns for each rule that allows something.
struct RuleGroups {
  let noun: Noun
  let conditions: DedupeConditions
  /// Only records of which this is true, on the alias `r`.
  var filter: SQL = "1"

  private static let fixedColumns = 2
  private static let allowanceColumns = 2

  /// Hands every group of several members to the body.
  func forEach(
    of rule: DedupeRule, in db: ReadTransaction, _ body: ([EqualGroup.Member]) throws -> Void
  ) throws {
    var key: [UInt8] = []
    var members: [EqualGroup.Member] = []
    try db.stream(try query(rule)) { row in
      let text = row.text(0)
      if members.isEmpty || !text.elementsEqual(key) {
        if members.count > 1 { try body(members) }
        members.removeAll(keepingCapacity: true)
        key = Array(text)
      }
      members.append(
        .init(
          id: row.integer(1),
          allowances: try Self.allowances(row, rule.exceptions.count, from: Self.fixedColumns)))
      return true
    }
    if members.count > 1 { try body(members) }
  }

  /// The records of these ids with what the rules allow.
  func members(
    _ ids: [Int64], allowing exceptions: [DedupeRule], in db: ReadTransaction
  ) throws -> [EqualGroup.Member] {
    guard !exceptions.isEmpty else { return ids.map { .init(id: $0) } }
    var members: [EqualGroup.Member] = []
    let columns = ["r.id"] + (try exceptions.flatMap(allowance))
    try db.stream(
      """
      SELECT \(columns.joined(separator: ", ")) FROM \(identifier: noun.table) r
      WHERE r.id IN \(ids: ids) ORDER BY r.id
      """
    ) { row in
      members.append(
        .init(
          id: row.integer(0), allowances: try Self.allowances(row, exceptions.count, from: 1)))
      return true
    }
    return members
  }

  private static func allowances(
    _ row: borrowing RowCursor, _ count: Int, from first: Int
  ) throws -> [EqualGroup.Allowance?] {
    var allowances: [EqualGroup.Allowance?] = []
    for place in 0..<count {
      let column = first + place * allowanceColumns
      let values: String? = try row.value(column)
      let numbers: String? = try row.value(column + 1)
      allowances.append(values.map { EqualGroup.Allowance(values: $0, numbers: numbers) })
    }
    return allowances
  }

  // MARK: SQL

  func query(_ rule: DedupeRule) throws -> SQL {
    let hasNumbers = rule.comparesNumbers
    var keys = rule.plainColumns.map { "r.\(identifier: $0)" as SQL }
    if hasNumbers { keys.append("n.key") }
    // A list of several values, since none of them can tell where another one ends.
    let key: SQL =
      keys.count == 1 ? "CAST(\(keys[0]) AS TEXT)" : "json_array(\(keys.joined(separator: ", ")))"
    let source: SQL =
      hasNumbers
      ? "(\(numbers)) n JOIN \(identifier: noun.table) r ON r.id = n.record"
      : "\(identifier: noun.table) r"
    let columns = [key, "r.id"] + (try rule.exceptions.flatMap(allowance))
    let present = keys.map { "\($0) IS NOT NULL AND \($0) <> ''" as SQL }
    // The plus keeps from going through the table in the order of an index: sorting takes half the
    // time.
    let order = keys.map { "+\($0)" as SQL }
    return """
      SELECT \(columns.joined(separator: ", ")) FROM \(source)
      WHERE r.deleted_at IS NULL AND \((try applies(rule) + present + [filter]).conjunction())
      ORDER BY \(order.joined(separator: ", ")), r.id
      """
  }

  /// Type and condition of a rule, on the record `r`.
  private func applies(_ rule: DedupeRule) throws -> [SQL] {
    try [rule.type.map { "r.type = \($0)" }, rule.condition.map(conditions.sql)]
      .compactMap { $0 }
  }

  /// What a rule that allows compares: its values, and all numbers; NULL where it says nothing.
  private func allowance(_ rule: DedupeRule) throws -> [SQL] {
    let plain = rule.plainColumns.map { "r.\(identifier: $0)" as SQL }
    let present = plain.map { "\($0) IS NOT NULL AND \($0) <> ''" as SQL }
    let values: SQL = """
      iif(\((try applies(rule) + present).conjunction()),
        json_array(\(plain.joined(separator: ", "))), NULL)
      """
    guard rule.comparesNumbers else { return [values, "NULL"] }
    return [
      values,
      """
      trim(ifnull(r.phone_key, '') || ' ' || ifnull((SELECT group_concat(t.phone_key, ' ')
        FROM contact t WHERE t.customer = r.id AND t.deleted_at IS NULL), ''))
      """,
    ]
  }

  /// The numbers of all records, their own and those of their contacts, each once.
  private var numbers: SQL {
    """
    SELECT key, record FROM (
      SELECT phone_key AS key, id AS record FROM customer
        WHERE phone_key IS NOT NULL AND instr(phone_key, ' ') = 0
      UNION ALL SELECT key, record FROM phone_number WHERE noun = 'customer'
      UNION ALL SELECT phone_key, customer FROM contact
        WHERE phone_key IS NOT NULL AND instr(phone_key, ' ') = 0 AND deleted_at IS NULL
      UNION ALL SELECT p.key, t.customer FROM phone_number p JOIN contact t ON t.id = p.record
        WHERE p.noun = 'contact' AND t.deleted_at IS NULL)
    GROUP BY key, record
    """
  }
}
