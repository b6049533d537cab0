import Store
import Values

/// Figures about days between two moments: medians and percentiles, which SQLite does not know.
///
/// Rows are streamed and counted by whole days, so memory grows with the different numbers of days
/// and not with the records. Days are those of the calendar of the store's zone.
struct ReportSpans: Sendable {
  /// The values of the measures by the keys of the groups.
  let cells: @Sendable (ReportQuery) throws -> ReportCells
  /// Whether it works out only what the aggregates do not know (`ReportMeasure.isSpanned`).
  let isBeside: Bool

  /// Figures that the body counts, part by part where the report is divided.
  init<Counts: SpanCounts>(
    isBeside: Bool = false,
    _ count: @escaping @Sendable (ReportQuery, ReadTransaction) throws -> [[Scalar]: Counts]
  ) {
    cells = { query in
      let parts = try query.inParts(count)
      let sums = parts.dropFirst().reduce(into: parts[0]) { $0.merge($1) { $0.adding($1) } }
      return ReportCells(sums.mapValues(\.figures))
    }
    self.isBeside = isBeside
  }

  /// The definition of percentiles, for `--define`.
  static let percentiles = """
    Percentiles are by nearest rank: of n values in ascending order, the median is the one at place
    n/2 and p90 the one at place 0.9 n, both rounded up to a whole place. Days are calendar days in
    the zone of the store, the later day minus the earlier one.
    """
}

/// What is counted of a group.
protocol SpanCounts: Sendable {
  /// With what is counted of the same group in another part of the records.
  func adding(_ other: Self) -> Self

  /// The values of measures, by their names.
  var figures: [String: Int64] { get }
}

/// Values that are figures as they are.
struct PlainCounts: SpanCounts {
  var figures: [String: Int64]

  func adding(_ other: PlainCounts) -> PlainCounts {
    PlainCounts(figures: figures.merging(other.figures, uniquingKeysWith: +))
  }
}

extension ReportSpans {
  /// Days from one moment to another of every row, 0 when the other was first; rows that lack one are left out.
  ///
  /// Yields the measures `count`, `median_days`, `p90_days` and `longest_days`.
  static func days(
    from start: SQL, to end: SQL, where condition: SQL = "1", isBeside: Bool = false
  ) -> ReportSpans {
    counts(from: start, to: end, where: condition, isBeside: isBeside) { first, last, zone in
      max(0, zone.day(of: last) - zone.day(of: first))
    }
  }

  /// The same of any whole number that two moments are apart.
  static func counts(
    from start: SQL, to end: SQL, where condition: SQL = "1", isBeside: Bool = false,
    unit: String = "days", _ distance: @escaping @Sendable (Instant, Instant, Zone) -> Int
  ) -> ReportSpans {
    ReportSpans(isBeside: isBeside) { query, db in
      var groups: [[Scalar]: DayCounts] = [:]
      let zone = query.context.zone
      let count = query.groupCount
      try db.stream(query.rows(selecting: [start, end], where: condition)) { row in
        guard let first = Instant(bytes: row.text(count)),
          let last = Instant(bytes: row.text(count + 1))
        else { return true }
        let keys = (0..<count).map { row.scalar($0) }
        groups[keys, default: DayCounts(of: unit)].add(distance(first, last, zone))
        return true
      }
      return groups
    }
  }
}

/// How often every number of days, or of another unit, occurred.
struct DayCounts: SpanCounts {
  private let unit: String
  private var counts: [Int: Int64] = [:]
  private(set) var total: Int64 = 0

  init(of unit: String = "days") { self.unit = unit }

  mutating func add(_ days: Int) {
    counts[days, default: 0] += 1
    total += 1
  }

  func adding(_ other: DayCounts) -> DayCounts {
    var sum = self
    sum.counts.merge(other.counts, uniquingKeysWith: +)
    sum.total += other.total
    return sum
  }

  /// The value at the place `percent` of the way, by nearest rank; nil of nothing.
  func percentile(_ percent: Int64) -> Int64? {
    let place = max(1, (total * percent + 99) / 100)
    var seen: Int64 = 0
    for (days, count) in counts.sorted(by: { $0.key < $1.key }) {
      seen += count
      if seen >= place { return Int64(days) }
    }
    return nil
  }

  var longest: Int64? { counts.keys.max().map(Int64.init) }

  var figures: [String: Int64] {
    var figures = ["count": total]
    figures["median_\(unit)"] = percentile(50)
    figures["p90_\(unit)"] = percentile(90)
    figures["longest_\(unit)"] = longest
    return figures
  }
}
