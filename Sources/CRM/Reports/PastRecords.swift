import Catalogue
import Store
import Values

/// The records of a noun as they were at an instant, as a query with the columns of their table.
///
/// Records that were made later are missing; every field that changed since has the value of then,
/// worked out by `PastValue`. What follows from other records (facts) is that of the present.
enum PastRecords {
  static func table(of noun: Noun, at instant: Instant, in db: ReadTransaction) throws -> SQL {
    let columns: [String] = try db.values(
      "SELECT name FROM pragma_table_xinfo(\(noun.table)) WHERE hidden = 0 ORDER BY cid")
    let changed = Set(
      try db.values(
        "SELECT DISTINCT h.field FROM \(later(than: instant, in: noun))", as: String.self))
    let isOpportunity = noun.name == Noun.opportunity.name
    let values = columns.map { column -> SQL in
      let name: SQL = "\(identifier: column)"
      if isOpportunity, column == "stage" {
        return "\(event("to_stage", "stage", at: instant)) AS stage"
      }
      let present: SQL =
        isOpportunity && column == "probability"
        ? event("probability", "probability", at: instant) : "x.\(name)"
      guard changed.contains(column) else { return "\(present) AS \(name)" }
      let past = PastValue.sql(
        column, of: noun.table, record: "x.id", at: "\(instant)", present: present)
      return """
        CASE WHEN x.id IN (SELECT h.record FROM \(later(than: instant, in: noun))
            AND h.field = \(column))
          THEN \(past) ELSE \(present) END AS \(name)
        """
    }
    return """
      (SELECT \(values.joined(separator: ", ")) FROM \(identifier: noun.table) x
        WHERE x.created_at <= \(instant))
      """
  }

  /// The changes `h` of the noun's records after the instant; the plus sign keeps SQLite from going through all that
  /// ever happened to them.
  private static func later(than instant: Instant, in noun: Noun) -> SQL {
    """
    operation o CROSS JOIN field_change h ON h.id >= o.first_change AND h.id < o.last_change
      WHERE o.at > \(instant) AND +h."table" = \(noun.table)
    """
  }

  /// What its last move up to then says about the opportunity `x`: moves tell it also where a file
  /// brought them, and the journal does not.
  private static func event(_ column: SQL, _ present: SQL, at instant: Instant) -> SQL {
    """
    CASE WHEN x.id IN (SELECT opportunity FROM stage_event WHERE at > \(instant))
      THEN coalesce(
        (SELECT e.\(column) FROM stage_event e WHERE e.opportunity = x.id AND e.at <= \(instant)
          ORDER BY e.at DESC, e.id DESC LIMIT 1),
        (SELECT e.\(column) FROM stage_event e WHERE e.opportunity = x.id
          ORDER BY e.at, e.id LIMIT 1))
      ELSE x.\(present) END
    """
  }
}
