import GRDB
import Values

/// The journal: the only code that issues INSERT, UPDATE and DELETE on records.
///
/// Every change is written together with its history, by the same predicate, in the same
/// transaction. All of it is set-based: one statement per table and field, whatever the number of
/// records.
package final class WriteTransaction: ReadTransaction {
  package let request: OperationRequest
  /// The id that the operation gets when it changes anything.
  package let operation: Int64
  package let firstChange: Int64
  /// The newest change of the journal.
  package private(set) var lastChange: Int64
  /// The newest that may be one of a column, by table and column.
  private(set) var lastChanges: [String: [String: Int64]] = [:]
  private(set) var nextIDs: [String: Int64] = [:]
  private(set) var creations: [String: [ClosedRange<Int64>]] = [:]
  private(set) var touched: Set<String> = []
  private var created = 0
  private var changed = 0
  /// How many rows the operation has removed for good.
  package private(set) var removed = 0
  private var columns: [String: [String]] = [:]
  private var hasPickTable = false
  private var hasBegun = false
  /// What brings the present changes about, such as a rule; nil: the command itself.
  private var cause: String?
  let inserts = InsertPipeline()

  init(_ database: Database, request: OperationRequest) throws {
    self.request = request
    let reader = try ReadTransaction(database)
    operation = try reader.value("SELECT ifnull(max(id), 0) + 1 FROM operation") ?? 1
    lastChange = try reader.value("SELECT ifnull(max(id), 0) FROM change") ?? 0
    firstChange = lastChange + 1
    try super.init(database)
  }

  // MARK: Creating

  /// Reserves ids that no record ever had.
  package func reserveIDs(_ table: String, count: Int) throws -> Int64 {
    let first: Int64
    if let next = nextIDs[table] {
      first = next
    } else {
      first = try value("SELECT next FROM counter WHERE name = \(table)") ?? 1
    }
    nextIDs[table] = first + Int64(count)
    return first
  }

  /// Inserts one record and returns its id.
  @discardableResult
  package func insert(_ table: String, _ values: [(column: String, value: Scalar)]) throws -> Int64
  {
    let id = try reserveIDs(table, count: 1)
    let names = ["id"] + values.map(\.column)
    let scalars = [Scalar.integer(id)] + values.map(\.value)
    try run(
      "INSERT INTO \(identifier: table) (\(identifiers: names)) VALUES \(list: scalars)")
    recordCreation(table, id...id)
    return id
  }

  /// Inserts one record for every row of the query, in its order, and returns their ids.
  ///
  /// The query yields the values of `columns`; ids follow its order.
  @discardableResult
  package func insert(
    _ table: String, columns: [String], select query: SQL
  ) throws -> Range<Int64> {
    let first = try reserveIDs(table, count: 0)
    let last: Int64? = try value("SELECT ifnull(max(id), 0) FROM \(identifier: table)")
    if last == first - 1 {
      // SQLite numbers rows itself, one above the last: the same ids for half of the cost.
      try run("INSERT INTO \(identifier: table) (\(identifiers: columns)) \(query)")
    } else {
      try run(
        """
        INSERT INTO \(identifier: table) (id, \(identifiers: columns))
        SELECT \(first - 1) + row_number() OVER (), * FROM (\(query))
        """)
    }
    let count = changedRows
    guard count > 0 else { return first..<first }
    _ = try reserveIDs(table, count: count)
    recordCreation(table, first...(first + Int64(count) - 1))
    return first..<(first + Int64(count))
  }

  /// Notes records that a bulk load or an undo put into the table with ids of their own.
  func recordCreation(_ table: String, _ ids: ClosedRange<Int64>) {
    created += ids.count
    touched.insert(table)
    var ranges = creations.removeValue(forKey: table) ?? []
    if let last = ranges.last, last.upperBound + 1 == ids.lowerBound {
      ranges[ranges.count - 1] = last.lowerBound...ids.upperBound
    } else {
      ranges.append(ids)
    }
    creations[table] = ranges
  }

  // MARK: Loading

  /// Rows of `BulkInsert` and `StagedRows` are inserted by a thread of their own from here on.
  package func beginBackgroundInserts() { inserts.begin() }

  /// All rows are inserted, and further ones are inserted at once.
  package func endBackgroundInserts() throws { try inserts.end() }

  override func settle() throws { try inserts.settle() }

  func makeInsert(_ sql: SQL, columns: Int) throws -> InsertStatement {
    try settle()
    let statement = try InsertStatement(
      sql, columns: columns, connection: database.sqliteConnection)
    inserts.keep(statement)
    return statement
  }

  // MARK: Changing

  /// Sets columns on every record that the predicate picks and that would change by it.
  ///
  /// The expressions may read the record's own columns and other tables, but not other records of
  /// the same table: they are evaluated once for the history and once for the change.
  /// Columns that are emptied first may swap values that are unique; an expression reads those of
  /// its own record only where they stay. Then, records also go before others take their place, and
  /// come back after.
  /// Returns the number of records changed; a record that already is as wanted is left alone.
  @discardableResult
  package func update(
    _ table: String, where predicate: SQL, set assignments: [(column: String, value: SQL)],
    touching: Bool = true, emptyingFirst emptied: Set<String>? = nil
  ) throws -> Int {
    guard !assignments.isEmpty else { return 0 }
    let differs = assignments.map { "\(identifier: $0.column) IS NOT (\($0.value))" as SQL }
      .joined(separator: " OR ")
    let count = try pick(
      "SELECT id FROM \(identifier: table) WHERE (\(predicate)) AND (\(differs)) ORDER BY id")
    guard count > 0 else { return 0 }
    var all = assignments
    if touching, try self.columns(of: table).contains("updated_at") {
      all.append(("updated_at", "\(request.at)"))
    }
    try recordPicked(all, of: table)
    for (column, value) in all where emptied?.contains(column) == true {
      try run(
        """
        UPDATE \(identifier: table) SET \(identifier: column) = NULL
        WHERE id IN (SELECT id FROM temp.picked) AND \(identifier: column) IS NOT (\(value))
        """)
    }
    let sets = all.map { "\(identifier: $0.column) = \($0.value)" as SQL }.joined(separator: ", ")
    for part in emptied == nil ? ["1"] : Self.inTurn(all) {
      try run(
        """
        UPDATE \(identifier: table) SET \(sets)
        WHERE id IN (SELECT id FROM temp.picked) AND \(part)
        """)
    }
    recordChange(table, count)
    return count
  }

  /// Writes what the assignments change about the picked records to the journal.
  private func recordPicked(
    _ assignments: [(column: String, value: SQL)], of table: String
  ) throws {
    let picked: SQL = "\(identifier: table) WHERE id IN (SELECT id FROM temp.picked)"
    let cause: SQL = "\(self.cause)"
    if assignments.allSatisfy({ $0.value.isConstant }) {
      let fields = assignments.map {
        ChangeRow.Field(column: $0.column, before: "\(identifier: $0.column)", after: $0.value)
      }
      return try record(fields, of: table, record: "id", cause: cause, from: picked)
    }
    // The limit keeps SQLite from working the values out anew wherever the outer query names them.
    var columns: [SQL] = []
    var fields: [ChangeRow.Field] = []
    for (number, (column, value)) in assignments.enumerated() {
      let (before, after) = (SQL(text: "was\(number)"), SQL(text: "is\(number)"))
      columns.append("\(identifier: column) AS \(before), (\(value)) AS \(after)")
      fields.append(ChangeRow.Field(column: column, before: before, after: after))
    }
    try record(
      fields, of: table, record: "id", cause: cause,
      from: """
        (SELECT id, \(columns.joined(separator: ", ")) FROM \(picked) ORDER BY id LIMIT -1) WHERE 1
        """)
  }

  /// The records that are deleted, those that stay what they are, and those that come back: in this
  /// order no two live records ever have the same unique values.
  private static func inTurn(_ assignments: [(column: String, value: SQL)]) -> [SQL] {
    guard let (_, value) = assignments.first(where: { $0.column == "deleted_at" }) else {
      return ["1"]
    }
    return [
      "deleted_at IS NULL AND (\(value)) IS NOT NULL",
      "(deleted_at IS NULL OR (\(value)) IS NOT NULL)",
      "deleted_at IS NOT NULL AND (\(value)) IS NULL",
    ]
  }

  /// Writes rows of changes, whose places the columns fill.
  func insertChanges(_ columns: [String], of table: String, _ insertion: SQL) throws {
    try begin()
    try run(insertion)
    let count = changedRows
    guard count > 0 else { return }
    let before = lastChange
    lastChange += Int64(count)
    let isChanged = columns.indices.map { place -> SQL in
      let field = SQL(text: "field\(place)")
      return "EXISTS (SELECT 1 FROM change WHERE id > \(before) AND \(field) IS NOT NULL)"
    }
    try stream("SELECT \(isChanged.joined(separator: ", "))") { row in
      for (place, column) in columns.enumerated() where row.integer(place) == 1 {
        lastChanges[table, default: [:]][column] = lastChange
      }
      return true
    }
  }

  /// Notes that the rows of a table were changed, and the journal knows it.
  func recordChange(_ table: String, _ count: Int) {
    changed += count
    touched.insert(table)
  }

  /// Names what brings the changes of the body about; the history tells it.
  package func causing<T>(_ cause: String, _ body: () throws -> T) rethrows -> T {
    let before = self.cause
    defer { self.cause = before }
    self.cause = cause
    return try body()
  }

  /// Sets columns that tell how things outside went, and returns the number of rows.
  ///
  /// They are no part of the history: that a message was sent is not taken back by any undo.
  @discardableResult
  package func amend(
    _ table: String, where predicate: SQL, set assignments: [(column: String, value: SQL)]
  ) throws -> Int {
    let sets = assignments.map { "\(identifier: $0.column) = \($0.value)" as SQL }
      .joined(separator: ", ")
    try run("UPDATE \(identifier: table) SET \(sets) WHERE \(predicate)")
    return changedRows
  }

  /// Removes rows for good; their content stays in the journal.
  ///
  /// Records are deleted softly, by `deleted_at`: this is for links and for undo.
  @discardableResult
  package func remove(_ table: String, where predicate: SQL) throws -> Int {
    let count = try pick(
      "SELECT id FROM \(identifier: table) WHERE \(predicate) ORDER BY id")
    guard count > 0 else { return 0 }
    let content = try self.columns(of: table).map { "\($0), \(identifier: $0)" as SQL }
      .joined(separator: ", ")
    try begin()
    try run(
      """
      INSERT INTO removal (operation, "table", record, content)
      SELECT \(operation), \(table), id, json_object(\(content)) FROM \(identifier: table)
      WHERE id IN (SELECT id FROM temp.picked) ORDER BY id
      """)
    try run("DELETE FROM \(identifier: table) WHERE id IN (SELECT id FROM temp.picked)")
    removed += count
    touched.insert(table)
    return count
  }

  /// Sets columns of `operation` rows; the journal's own bookkeeping is not journalled.
  func markUndone(_ undone: Int64, by operation: Int64?) throws {
    try begin()
    try run("UPDATE operation SET undone_by = \(operation) WHERE id = \(undone)")
  }

  /// Fills `temp.picked` with the ids of the query and returns their number.
  private func pick(_ query: SQL) throws -> Int {
    if hasPickTable {
      try run("DELETE FROM temp.picked")
    } else {
      try run("CREATE TEMP TABLE IF NOT EXISTS picked (id INTEGER PRIMARY KEY)")
      try run("DELETE FROM temp.picked")
      hasPickTable = true
    }
    try run("INSERT INTO temp.picked \(query)")
    return changedRows
  }

  /// Whether the operation has created, changed or removed rows of the table.
  package func hasTouched(_ table: String) -> Bool { touched.contains(table) }

  /// Whether the operation has created, changed or removed nothing yet.
  package var isUntouched: Bool { touched.isEmpty }

  /// Whether the operation has touched some of the tables and no other one.
  package func touchesOnly(_ tables: Set<String>) -> Bool {
    !touched.isEmpty && touched.isSubset(of: tables)
  }

  // MARK: Extending

  /// Adds a column without values; it stays when the operation is undone.
  package func addColumn(_ column: String, _ type: String, to table: String) throws {
    try run("ALTER TABLE \(identifier: table) ADD COLUMN \(identifier: column) \(SQL(text: type))")
    columns[table] = nil
  }

  /// Adds a table of pairs, `record` and `entry`, each once.
  package func addLinkTable(_ name: String, from owner: String, to target: String) throws {
    try run(
      """
      CREATE TABLE \(identifier: name) (
        id      INTEGER PRIMARY KEY,
        record  INTEGER NOT NULL REFERENCES \(identifier: owner)(id),
        entry   INTEGER NOT NULL REFERENCES \(identifier: target)(id),
        UNIQUE (record, entry)
      ) STRICT
      """)
    try run(
      "CREATE INDEX \(identifier: name + "_entry") ON \(identifier: name)(entry)")
  }

  /// An index that holds only the rows with a value.
  package func addIndex(on column: String, of table: String) throws {
    try run(
      """
      CREATE INDEX IF NOT EXISTS \(identifier: "\(table)_\(column)") ON \(identifier: table)
        (\(identifier: column)) WHERE \(identifier: column) IS NOT NULL
      """)
  }

  package func replaceView(_ name: String, with query: SQL) throws {
    try run("DROP VIEW IF EXISTS \(identifier: name)")
    try run("CREATE VIEW \(identifier: name) AS \(query)")
  }

  /// The columns of a table, in declared order, without generated ones.
  package func columns(of table: String) throws -> [String] {
    if let known = columns[table] { return known }
    let names: [String] = try values("SELECT name FROM pragma_table_info(\(table))")
    columns[table] = names
    return names
  }

  // MARK: Committing

  /// Writes the operation's row, before the first row of the journal that names it.
  ///
  /// The other way round, with foreign keys deferred, SQLite would look for those rows once it is
  /// there: in the whole journal, which no index knows by operation.
  private func begin() throws {
    guard !hasBegun else { return }
    hasBegun = true
    try run(
      """
      INSERT INTO operation (id, at, actor, impersonator, os_account, command, message,
        created, changed, removed, first_change, last_change, undoes)
      VALUES (\(operation), \(request.at), \(request.actor), \(request.impersonator),
        \(request.systemAccount), \(request.command), \(request.message),
        0, 0, 0, \(firstChange), \(firstChange), \(request.undoes))
      """)
  }

  /// Completes the operation's own rows; there are none when nothing changed.
  ///
  /// Taking back an operation is one even when there was nothing left to change.
  func finish() throws -> OperationSummary {
    for (name, next) in nextIDs.sorted(by: { $0.key < $1.key }) {
      try run(
        """
        INSERT INTO counter (name, next) VALUES (\(name), \(next))
        ON CONFLICT (name) DO UPDATE SET next = excluded.next
        """)
    }
    guard created + changed + removed > 0 || request.undoes != nil else {
      return OperationSummary(id: nil, created: 0, changed: 0, removed: 0)
    }
    try begin()
    try run(
      """
      UPDATE operation SET created = \(created), changed = \(changed), removed = \(removed),
        last_change = \(lastChange + 1)
      WHERE id = \(operation)
      """)
    for (table, ranges) in creations.sorted(by: { $0.key < $1.key }) {
      for range in ranges {
        try run(
          """
          INSERT INTO creation (operation, "table", first, last)
          VALUES (\(operation), \(table), \(range.lowerBound), \(range.upperBound))
          """)
      }
    }
    return OperationSummary(id: operation, created: created, changed: changed, removed: removed)
  }
}
