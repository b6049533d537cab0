import Store
import Values

/// The months (or days, weeks …) that a report is grouped by: boundaries worked out in Swift, and
/// compared in SQL by bisection, so that every row costs a few comparisons.
struct ReportCalendar {
  private let unit: ReportUnit
  private let starts: [Day]
  private let bounds: [Scalar]

  /// More groups than anybody reads, and as many parameters as a statement should have.
  private static let most = 5_000

  /// The units from the first to the last day.
  init(_ unit: ReportUnit, _ days: ClosedRange<Day>, isDay: Bool, zone: Zone) throws {
    self.unit = unit
    var starts = [unit.start(of: days.lowerBound)]
    while let last = starts.last, let next = unit.next(after: last), next <= days.upperBound {
      starts.append(next)
      guard starts.count <= Self.most else {
        throw UserError(
          .usage, "from \(days.lowerBound) to \(days.upperBound) there are too many \(unit)s",
          hints: ["--period narrows them, or --by a longer unit"])
      }
    }
    self.starts = starts
    bounds = starts.map { isDay ? $0.scalar : zone.startOfDay($0).scalar }
  }

  /// The number of the unit that the moment in the column lies in; NULL for none.
  func key(of column: SQL) -> SQL {
    "CASE WHEN \(column) IS NULL THEN NULL ELSE \(bisection(of: column, 0..<starts.count)) END"
  }

  private func bisection(of column: SQL, _ range: Range<Int>) -> SQL {
    guard range.count > 1 else { return SQL(text: String(range.lowerBound)) }
    let middle = (range.lowerBound + range.upperBound) / 2
    let bound = SQL(text: "?", values: [bounds[middle]])
    return """
      CASE WHEN \(column) < \(bound) THEN \(bisection(of: column, range.lowerBound..<middle))
      ELSE \(bisection(of: column, middle..<range.upperBound)) END
      """
  }

  /// The units as `ReportDimension.groups` has groups; all are shown, though nothing is in them.
  var groups: SQL {
    let names = starts.map { JSONString.quoted(unit.name(of: $0)) }.joined(separator: ",")
    return """
      SELECT key, \(ReportDimension.naming("value")), key AS rank, 1 AS shown
      FROM json_each(\("[\(names)]"))
      """
  }
}
