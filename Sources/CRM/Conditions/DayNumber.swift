import Store

/// The number of a day that stands in a column as `YYYY-MM-DD`, as `Day.number` counts: days since 1970-01-01.
///
/// The calendar's arithmetic written out, so that days are counted alike here and there.
enum DayNumber {
  static func sql(_ day: SQL) -> SQL {
    let year: SQL = "(CAST(substr(\(day), 1, 4) AS INTEGER) - (substr(\(day), 6, 2) < '03'))"
    let month: SQL = "((CAST(substr(\(day), 6, 2) AS INTEGER) + 9) % 12)"
    return """
      (365 * \(year) + \(year) / 4 - \(year) / 100 + \(year) / 400 + (153 * \(month) + 2) / 5
        + CAST(substr(\(day), 9, 2) AS INTEGER) - 1 - 719468)
      """
  }
}
