import Store
import Values

/// What a field of a record was at an instant in the past, worked out from the journal.
///
/// Of the changes that still stand, the last one up to then says it; before the first change the field
/// was what that change found. What was undone never was: neither the undone operation nor the undo
/// counts. A redo takes the undo back, so that the operation stands again from its own instant on.
enum PastValue {
  /// The value of the column at the instant, where `present` is what it is now.
  static func sql(
    _ column: String, of table: String, record: SQL, at instant: SQL, present: SQL
  ) -> SQL {
    let change: SQL = """
      field_change h WHERE h."table" = \(table) AND h.record = \(record) AND h.field = \(column)
      """
    return """
      CASE WHEN EXISTS (SELECT 1 FROM \(change)) THEN (
        SELECT value FROM (
          SELECT h.id AS number, h.after AS value
          FROM field_change h JOIN operation p ON p.id = h.operation
          WHERE h."table" = \(table) AND h.record = \(record) AND h.field = \(column)
            AND p.at <= \(instant) AND \(stands)
          UNION ALL
          SELECT 0, (SELECT h.before FROM \(change) ORDER BY h.id LIMIT 1))
        ORDER BY number DESC LIMIT 1)
      ELSE \(present) END
      """
  }

  /// Whether the operation `p` still has its effect.
  private static let stands: SQL = """
    p.undone_by IS NULL AND (p.undoes IS NULL
      OR EXISTS (SELECT 1 FROM operation q WHERE q.id = p.undoes AND q.undoes IS NOT NULL))
    """
}
