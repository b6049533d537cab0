import Values

/// A row of the journal's table `change`: what one statement changed about one record.
///
/// It has places for a few fields, because most operations change a few: a customer that changes hands
/// is one row with owner, pool, time and the time of the change. A place whose field did not change
/// is empty. Readers ask the view `field_change`, which has a row for each field, or the table itself
/// where the record alone matters.
package enum ChangeRow {
  /// How many fields a row holds.
  static let places = 4

  /// The columns of the places, as the table declares them.
  static let columns = (0..<places).map {
    "field\($0) TEXT, before\($0) ANY, after\($0) ANY"
  }.joined(separator: ",\n  ")

  /// The query of the view: the columns of the table but for the places, and `place`, `field`,
  /// `before` and `after`.
  static let fields = """
    SELECT c.id, p.column1 AS place, c.operation, c."table", c.record, c.cause,
      \(ofPlace("field")) AS field, \(ofPlace("before")) AS before, \(ofPlace("after")) AS after
    FROM change c CROSS JOIN (VALUES \((0..<places).map { "(\($0))" }.joined(separator: ", "))) p
    WHERE \(ofPlace("field")) IS NOT NULL
    """

  private static func ofPlace(_ column: String) -> String {
    let cases = (0..<places).map { "WHEN \($0) THEN c.\(column)\($0)" }
    return "CASE p.column1 \(cases.joined(separator: " ")) END"
  }

  /// A field that may change: its column, and its values before and after.
  struct Field {
    var column: String
    var before: SQL
    var after: SQL

    var differs: SQL { "(\(before)) IS NOT (\(after))" }
  }

  /// The names of the columns that an insertion fills for so many fields, and what it selects for them.
  static func insertion(of fields: ArraySlice<Field>) -> (columns: SQL, values: SQL) {
    let numbered = zip(0..., fields)
    let columns = numbered.map { place, _ in
      SQL(text: "field\(place), before\(place), after\(place)")
    }
    let values = fields.map { field -> SQL in
      """
      iif(\(field.differs), \(field.column), NULL), iif(\(field.differs), \(field.before), NULL),
        iif(\(field.differs), \(field.after), NULL)
      """
    }
    return (columns.joined(separator: ", "), values.joined(separator: ", "))
  }
}

extension WriteTransaction {
  /// Writes to the journal which of the fields change in each row of the source.
  ///
  /// The source ends in a condition; `record` and `cause` are expressions over it.
  func record(
    _ fields: [ChangeRow.Field], of table: String, record: SQL, cause: SQL, from source: SQL
  ) throws {
    for first in stride(from: 0, to: fields.count, by: ChangeRow.places) {
      let part = fields[first..<min(first + ChangeRow.places, fields.count)]
      let (columns, values) = ChangeRow.insertion(of: part)
      let differs = part.map(\.differs).joined(separator: " OR ")
      try insertChanges(
        part.map(\.column), of: table,
        """
        INSERT INTO change (operation, "table", record, cause, \(columns))
        SELECT \(operation), \(table), \(record), \(cause), \(values)
        FROM \(source) AND (\(differs)) ORDER BY \(record)
        """)
    }
  }
}
