import Values

/// Changes of one column of very many records, each of which gets one of a few values.
extension WriteTransaction {
  /// A value that records may get, and what brings it about when they do.
  package struct ChoiceOfValue {
    package var value: Scalar
    package var cause: String

    package init(_ value: Scalar, cause: String) {
      self.value = value
      self.cause = cause
    }
  }

  /// Gives each record `r` that the predicate picks the value whose number in `choices` the
  /// expression `number` yields; any other number leaves the record as it is.
  ///
  /// The expression is evaluated once for each record, in one pass over all of them, however many
  /// choices there are. Returns the number of records changed.
  @discardableResult
  package func update(
    _ table: String, _ column: String, to choices: [ChoiceOfValue], by number: SQL,
    where predicate: SQL
  ) throws -> Int {
    // The value has no type, so that it stays what it is.
    try makeWorkTable("choice", columns: "number INTEGER PRIMARY KEY, value, cause TEXT")
    for (number, choice) in choices.enumerated() {
      try fillWorkTable("choice", select: "SELECT \(number), \(choice.value), \(choice.cause)")
    }
    try makeWorkTable("chosen", columns: "id INTEGER PRIMARY KEY, choice INTEGER NOT NULL")
    // The limit keeps SQLite from evaluating the expression in the outer query, several times.
    let count = try fillWorkTable(
      "chosen",
      select: """
        SELECT m.id, m.choice FROM (
          SELECT r.id AS id, r.\(identifier: column) AS before, \(number) AS choice
          FROM \(identifier: table) r WHERE \(predicate) LIMIT -1) m
        CROSS JOIN temp.choice c ON c.number = m.choice
        WHERE m.before IS NOT c.value
        """)
    guard count > 0 else { return 0 }
    let isTouched = try columns(of: table).contains("updated_at")
    try recordChoices(table, column, touching: isTouched)
    let touch: SQL = isTouched ? ", updated_at = \(request.at)" : ""
    try run(
      """
      UPDATE \(identifier: table) SET \(identifier: column) = (
          SELECT c.value FROM temp.chosen d CROSS JOIN temp.choice c ON c.number = d.choice
          WHERE d.id = \(identifier: table).id)\(touch)
      WHERE id IN (SELECT id FROM temp.chosen)
      """)
    recordChange(table, count)
    return count
  }

  /// The history of both columns.
  private func recordChoices(_ table: String, _ column: String, touching isTouched: Bool) throws {
    var fields = [
      ChangeRow.Field(column: column, before: "r.\(identifier: column)", after: "c.value")
    ]
    if isTouched {
      fields.append(
        ChangeRow.Field(column: "updated_at", before: "r.updated_at", after: "\(request.at)"))
    }
    try record(
      fields, of: table, record: "d.id", cause: "c.cause",
      from: """
        temp.chosen d CROSS JOIN \(identifier: table) r ON r.id = d.id
          CROSS JOIN temp.choice c ON c.number = d.choice WHERE 1
        """)
  }
}
