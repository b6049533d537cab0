import Values

/// Takes back one operation: the inverse of everything it did, as an operation of its own.
///
/// What changed since is a conflict and is left alone: a field that no longer has the value the
/// operation gave it, a record that was changed after it was created, or that others refer to by
/// now. All of it is set-based, so that an import of a million is taken back by a few statements.
package struct Undo {
  /// A record that cannot be taken back, and why.
  package struct Conflict: Sendable {
    package var table: String
    package var record: Int64
    package var reason: String
  }

  private let operation: Int64
  private let changes: Range<Int64>
  private let created: [(table: String, ids: ClosedRange<Int64>)]
  private let retained: [RetainedTable]
  private let derivations: [BulkLoad.Derivation]
  private let references: [Reference]
  private let undoes: Int64?
  private let db: WriteTransaction

  /// A foreign key: `table.column` names a record of `target`.
  private struct Reference {
    var table: String
    var column: String
    var target: String
  }

  package init(
    _ operation: Int64, in db: WriteTransaction, retaining retained: [RetainedTable],
    derivations: [BulkLoad.Derivation] = []
  ) throws {
    guard
      let row = try db.row(
        "SELECT first_change, last_change, undoes FROM operation WHERE id = \(operation)",
        as: Int64.self, Int64.self, Int64?.self)
    else { throw UserError(.notFound, "no operation '\(operation)'") }
    self.operation = operation
    self.db = db
    self.retained = retained
    self.derivations = derivations
    changes = row.0..<row.1
    undoes = row.2
    created = try db.rows(
      """
      SELECT "table", first, last FROM creation WHERE operation = \(operation)
      ORDER BY "table", first
      """, as: String.self, Int64.self, Int64.self
    ).map { ($0.0, $0.1...$0.2) }
    references = try db.rows(
      """
      SELECT m.name, f."from", f."table" FROM sqlite_schema m
      JOIN pragma_foreign_key_list(m.name) f
      WHERE m.type = 'table' AND f."table" <> 'operation' AND m.name <> 'operation'
      """, as: String.self, String.self, String.self
    ).map { Reference(table: $0.0, column: $0.1, target: $0.2) }
  }

  // MARK: Running

  /// Applies the inverse; returns what was kept because of conflicts (only when `isPartial`).
  package func run(isPartial: Bool) throws -> [Conflict] {
    try db.run(
      "CREATE TEMP TABLE IF NOT EXISTS kept (\"table\", record, reason, PRIMARY KEY (\"table\", record)) WITHOUT ROWID"
    )
    try db.run("DELETE FROM temp.kept")
    for (table, fields) in try changedFields() { try findChangedFields(of: table, fields) }
    for (table, ids) in created { try findChangedRecords(of: table, ids) }
    for events in retained { try findEventsThatCannotReturn(events) }
    let conflicts = try db.rows(
      "SELECT \"table\", record, reason FROM temp.kept ORDER BY 1, 2 LIMIT 1000",
      as: String.self, Int64.self, String.self
    ).map { Conflict(table: $0.0, record: $0.1, reason: $0.2) }
    guard conflicts.isEmpty || isPartial else { return conflicts }
    if !conflicts.isEmpty { try keepWhatBelongsToKept() }

    try removeCreated()
    try bringBackRemoved()
    for (table, fields) in try changedFields() { try revert(table, fields) }
    try db.markUndone(operation, by: db.operation)
    if let undoes { try db.markUndone(undoes, by: nil) }
    return conflicts
  }

  private func changedFields() throws -> [(table: String, fields: [String])] {
    var result: [(table: String, fields: [String])] = []
    for (table, field) in try db.rows(
      """
      SELECT DISTINCT "table", field FROM field_change
      WHERE id >= \(changes.lowerBound) AND id < \(changes.upperBound) ORDER BY 1, 2
      """, as: String.self, String.self)
    {
      if result.last?.table == table {
        result[result.count - 1].fields.append(field)
      } else {
        result.append((table, [field]))
      }
    }
    return result
  }

  /// Whether a row of the journal is about the table, and of the operation.
  ///
  /// The plus sign keeps SQLite from going through all that ever happened to the table.
  private func isOwn(_ table: String) -> SQL {
    """
    id >= \(changes.lowerBound) AND id < \(changes.upperBound) AND +"table" = \(table)
    """
  }

  /// Whether the id of the table is one that the operation created.
  private func isCreated(_ table: String, _ id: SQL) -> SQL {
    let ranges = created.filter { $0.table == table }.map {
      "\(id) BETWEEN \($0.ids.lowerBound) AND \($0.ids.upperBound)" as SQL
    }
    return ranges.isEmpty ? "0" : "(" + ranges.joined(separator: " OR ") + ")"
  }

  /// Whether the operation itself removed the row, after whatever else it did to it.
  private func isRemoved(_ table: String, _ id: SQL) -> SQL {
    """
    EXISTS (SELECT 1 FROM removal m
      WHERE m.operation = \(operation) AND m."table" = \(table) AND m.record = \(id))
    """
  }

  private func isKept(_ table: String, _ id: SQL) -> SQL {
    "EXISTS (SELECT 1 FROM temp.kept k WHERE k.\"table\" = \(table) AND k.record = \(id))"
  }

  /// Whether the operation set the column of the row, which gets its earlier value back.
  private func isReverted(_ column: String, of table: String, _ id: SQL) -> SQL {
    """
    EXISTS (SELECT 1 FROM field_change c WHERE c."table" = \(table) AND c.record = \(id)
        AND c.field = \(column) AND c.id >= \(changes.lowerBound) AND c.id < \(changes.upperBound))
      AND NOT \(isKept(table, id))
    """
  }

  // MARK: Conflicts

  /// Records whose fields no longer have the value that the operation gave them.
  private func findChangedFields(of table: String, _ fields: [String]) throws {
    for field in fields where field != "updated_at" {
      try db.run(
        """
        INSERT OR IGNORE INTO temp.kept
        SELECT \(table), c.record, iif(t.id IS NULL, 'is gone', \(field) || ' was changed since')
        FROM (SELECT record, after, max(id) FROM field_change
          WHERE \(isOwn(table)) AND field = \(field) GROUP BY record) c
        LEFT JOIN \(identifier: table) t ON t.id = c.record
        WHERE (t.id IS NULL OR t.\(identifier: field) IS NOT c.after)
          AND NOT \(isCreated(table, "c.record")) AND NOT \(isRemoved(table, "c.record"))
        """)
    }
  }

  /// Records that the operation created and that were changed, or are referred to, since.
  private func findChangedRecords(of table: String, _ ids: ClosedRange<Int64>) throws {
    if let events = retained.first(where: { $0.table == table }) {
      return try findLaterEvents(than: ids, in: events)
    }
    try db.run(
      """
      INSERT OR IGNORE INTO temp.kept
      SELECT \(table), c.record, c.field || ' was changed by operation ' || c.operation
      FROM field_change c JOIN operation o ON o.id = c.operation
      WHERE c."table" = \(table) AND c.record BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
        AND c.id >= \(changes.upperBound) AND o.undone_by IS NULL AND o.undoes IS NULL
      """)
    for reference in references where reference.target == table {
      try findUses(of: table, ids, in: reference.table, reference.column)
    }
    // Events hold a record when they came later and were not undone themselves.
    for events in retained {
      let named =
        events.references + [events.subject].compactMap { $0.map { ($0.column, $0.table) } }
      for (column, target) in named where target == table {
        try findUses(
          of: table, ids, in: events.table, column,
          where: """
            r.\(identifier: events.marker) IS NULL AND iif(\(isCreated(events.table, "r.id")), 0,
              (SELECT max(c.operation) FROM creation c WHERE c."table" = \(events.table)
                AND r.id BETWEEN c.first AND c.last) > \(operation))
            """)
      }
    }
  }

  /// Events that undoing an undo would bring back, although their record has had later ones since or
  /// is gone.
  private func findEventsThatCannotReturn(_ events: RetainedTable) throws {
    guard let of = events.subject else { return }
    let subject: SQL = "\(identifier: of.column)"
    let table: SQL = "\(identifier: events.table)"
    let brought: SQL = """
      SELECT record FROM field_change
      WHERE \(isOwn(events.table)) AND field = \(events.marker) AND before IS NULL
      """
    try db.run(
      """
      INSERT OR IGNORE INTO temp.kept
      SELECT \(of.table), r.\(subject), 'has a later ' || \(events.table)
      FROM \(table) r WHERE r.id IN (\(brought)) AND EXISTS (SELECT 1 FROM \(table) l
        WHERE l.\(subject) = r.\(subject) AND l.id > r.id AND l.id NOT IN (\(brought))
          AND l.\(identifier: events.marker) IS NULL)
      """)
    try db.run(
      """
      INSERT OR IGNORE INTO temp.kept
      SELECT \(of.table), r.\(subject), 'is gone'
      FROM \(table) r WHERE r.id IN (\(brought))
        AND NOT EXISTS (SELECT 1 FROM \(identifier: of.table) s WHERE s.id = r.\(subject))
        AND EXISTS (SELECT 1 FROM removal m WHERE m.operation > \(operation)
          AND m."table" = \(of.table) AND m.record = r.\(subject))
      """)
  }

  /// Records with an event that came after the operation's and stands, even when it led back to the
  /// same values: the operation's own event lies between.
  private func findLaterEvents(than ids: ClosedRange<Int64>, in events: RetainedTable) throws {
    guard let of = events.subject else { return }
    let subject: SQL = "\(identifier: of.column)"
    try db.run(
      """
      INSERT OR IGNORE INTO temp.kept
      SELECT \(of.table), r.\(subject), 'has a later ' || \(events.table)
      FROM \(identifier: events.table) r
      WHERE r.id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
        AND EXISTS (SELECT 1 FROM \(identifier: events.table) l
          WHERE l.\(subject) = r.\(subject) AND l.id > \(ids.upperBound)
            AND l.\(identifier: events.marker) IS NULL)
      """)
  }

  /// Records of the range that rows of another table name, other than those of this operation and
  /// those that it made name them.
  private func findUses(
    of table: String, _ ids: ClosedRange<Int64>, in user: String, _ column: String,
    where condition: SQL = "1"
  ) throws {
    try db.run(
      """
      INSERT OR IGNORE INTO temp.kept
      SELECT \(table), r.\(identifier: column), 'is used by ' || \(user) || '/' || r.id
      FROM \(identifier: user) r
      WHERE r.\(identifier: column) BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
        AND \(condition) AND NOT \(isCreated(user, "r.id"))
        AND NOT (\(isReverted(column, of: user, "r.id")))
      """)
  }

  /// What refers to a kept record, or is referred to by one, is kept too, as far as it goes.
  private func keepWhatBelongsToKept() throws {
    let tables = Set(created.map(\.table))
    var grew = true
    while grew {
      let before: Int = try db.value("SELECT count(*) FROM temp.kept") ?? 0
      for reference in references where tables.contains(reference.table) {
        let own = isCreated(reference.table, "r.id")
        try db.run(
          """
          INSERT OR IGNORE INTO temp.kept
          SELECT \(reference.table), r.id, 'belongs to a kept record'
          FROM temp.kept k JOIN \(identifier: reference.table) r
            ON r.\(identifier: reference.column) = k.record
          WHERE k."table" = \(reference.target) AND \(own)
          """)
        try db.run(
          """
          INSERT OR IGNORE INTO temp.kept
          SELECT \(reference.target), r.\(identifier: reference.column), 'is used by a kept record'
          FROM temp.kept k JOIN \(identifier: reference.table) r ON r.id = k.record
          WHERE k."table" = \(reference.table)
            AND \(isCreated(reference.target, "r.\(identifier: reference.column)"))
          """)
      }
      grew = (try db.value("SELECT count(*) FROM temp.kept") ?? 0) > before
    }
  }

  // MARK: The inverse

  private func removeCreated() throws {
    for (table, ids) in created {
      let range: SQL = "id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)"
      if let events = retained.first(where: { $0.table == table }) {
        let isHeld = events.subject.map {
          isKept($0.table, "\(identifier: table).\(identifier: $0.column)")
        }
        try db.update(
          table,
          where: "\(range) AND \(identifier: events.marker) IS NULL AND NOT \(isHeld ?? "0")",
          set: [(events.marker, "\(db.operation)")], touching: false)
      } else {
        try remove(ids, from: table, where: range)
      }
    }
  }

  private func remove(_ ids: ClosedRange<Int64>, from table: String, where range: SQL) throws {
    let keeps = try db.exists("SELECT 1 FROM temp.kept WHERE \"table\" = \(table)")
    let remaining: Int =
      try db.value(
        "SELECT count(*) FROM \(identifier: table) WHERE NOT \(range)") ?? 0
    let bulk = BulkLoad(into: table, derivations: derivations, in: db)
    if !keeps, ids.count > BulkLoad.removalThreshold(remainingRows: remaining) {
      try bulk.beginRemoval()
    }
    try db.remove(
      table, where: "\(range) AND NOT \(isKept(table, "\(identifier: table).id"))")
    try bulk.finish(removed: Range(ids))
  }

  /// Rows that the operation removed come back as they were, under their ids; not those that it
  /// had made itself.
  private func bringBackRemoved() throws {
    let tables: [String] = try db.values(
      "SELECT DISTINCT \"table\" FROM removal WHERE operation = \(operation) ORDER BY 1")
    for table in tables {
      let columns = try db.columns(of: table)
      let values = columns.map { "content ->> \("$." + $0)" as SQL }.joined(separator: ", ")
      try db.run(
        """
        INSERT INTO \(identifier: table) (\(identifiers: columns))
        SELECT \(values) FROM removal
        WHERE operation = \(operation) AND "table" = \(table)
          AND NOT \(isCreated(table, "record")) ORDER BY record
        """)
      // Consecutive ids are one range: their distance to their place is the same.
      for (first, last) in try db.rows(
        """
        SELECT min(record), max(record) FROM (
          SELECT record, record - row_number() OVER (ORDER BY record) AS island
          FROM removal WHERE operation = \(operation) AND "table" = \(table)
            AND NOT \(isCreated(table, "record")))
        GROUP BY island ORDER BY 1
        """, as: Int64.self, Int64.self)
      {
        db.recordCreation(table, first...last)
      }
    }
  }

  /// Whether the row is no event of a record that is kept: what holds it back holds its events, too.
  private func belongsToNothingKept(_ table: String, _ id: SQL) -> SQL {
    guard let subject = retained.first(where: { $0.table == table })?.subject else { return "1" }
    return """
      NOT EXISTS (SELECT 1 FROM \(identifier: table) own JOIN temp.kept held
        ON held."table" = \(subject.table) AND held.record = own.\(identifier: subject.column)
        WHERE own.id = \(id))
      """
  }

  /// Gives changed fields their earlier values back, all fields of a record in one statement.
  private func revert(_ table: String, _ fields: [String]) throws {
    let columns = fields.indices.map { "had\($0), before\($0), after\($0)" }.joined(separator: ", ")
    try db.run("DROP TABLE IF EXISTS temp.reverted")
    try db.run(SQL(text: "CREATE TEMP TABLE reverted (id INTEGER PRIMARY KEY, \(columns))"))
    let pivot = fields.map { field in
      """
      max(field = \(field)), max(iif(field = \(field), before, NULL)),
        max(iif(field = \(field), after, NULL))
      """ as SQL
    }.joined(separator: ", ")
    try db.run(
      """
      INSERT INTO temp.reverted
      SELECT record, \(pivot) FROM (
        SELECT record, field, before, after, min(id) FROM field_change
        WHERE \(isOwn(table)) GROUP BY record, field) changed
      WHERE NOT \(isCreated(table, "changed.record")) AND NOT \(isKept(table, "changed.record"))
        AND \(belongsToNothingKept(table, "changed.record"))
      GROUP BY record
      """)
    let assignments = fields.enumerated().map { index, field in
      let own: SQL = "\(identifier: table).\(identifier: field)"
      // A record that others touched since keeps the time of their change.
      let condition =
        SQL(text: "v.had\(index)")
        + (field == "updated_at" ? SQL(text: " AND v.after\(index) IS ") + own : "")
      let value: SQL = """
        (SELECT iif(\(condition), \(SQL(text: "v.before\(index)")), \(own))
          FROM temp.reverted v WHERE v.id = \(identifier: table).id)
        """
      return (column: field, value: value)
    }
    try db.update(
      table, where: "id IN (SELECT id FROM temp.reverted)", set: assignments, touching: false,
      emptyingFirst: try uniqueColumns(of: table))
  }

  /// Columns that may be empty and whose values are unique: one record may take what another one
  /// gives back.
  private func uniqueColumns(of table: String) throws -> Set<String> {
    Set(
      try db.values(
        """
        SELECT c.name FROM pragma_index_list(\(table)) l
        JOIN pragma_index_info(l.name) i JOIN pragma_table_info(\(table)) c ON c.name = i.name
        WHERE l."unique" AND NOT c."notnull" AND NOT c.pk
        """))
  }
}
