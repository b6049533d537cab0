import Store

/// Where the numbers of a report come from.
struct ReportSource: Sendable {
  /// What stands behind FROM; the counted record has the alias `r`.
  var from: @Sendable (ReportRun) throws -> SQL
  /// The same records, and perhaps others, for their first and last day, where `from` works out more than that needs;
  /// no condition but the period is asked of them.
  var calendarFrom: (@Sendable (ReportRun) throws -> SQL)?
  /// Further conditions on `r`.
  var condition: SQL = "1"
  /// The column that the period limits; nil when `from` has seen to it.
  var moment: SQL?
  /// Whether `moment` is a day of the store's zone and not an instant.
  var isDay = false
  /// Whose record `r` is, for `--owner` and `--team`.
  var owner: SQL = "r.owner"
  /// Whether `r` is a record of the noun, which the actor has to see and `--ids` can list; otherwise `from` has seen
  /// to that.
  var isScoped = true
  /// The order of the rows by columns of the figures; that of the groups when nil.
  var order: SQL?
  /// Figures that are worked out row by row instead of by an aggregate.
  var spans: ReportSpans?
  /// How a pass over many records is divided among threads; nil where it is not.
  var division: ReportDivision?
  /// Finds the records behind a number where the groups alone do not tell.
  var drill: (@Sendable (ReportQuery, [String]) throws -> RecordQuery)?
}
