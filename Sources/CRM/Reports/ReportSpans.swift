import Store
import Values

/// Figures about days between two moments: medians and percentiles, which SQLite does not know.
///
/// Rows are streamed and counted by whole days, so memory grows with the different numbers of days
/// and not with the records. Days are those of the calendar of the store's zone.
struct ReportSpans: Sendable {
  /// Reads what it needs and returns, by keys of the groups, the values of the measures.
  var body: @Sendable (ReportQuery, ReadTransaction) throws -> [[Scalar]: [String: Int64]]
  /// Whether it works out only what the aggregates do not know (`ReportMeasure.isSpanned`).
  var isBeside = false

  /// The definition of percentiles, for `--define`.
  static let percentiles = """
    Percentiles are by nearest rank: of n values in ascending order, the median is the one at place
    n/2 and p90 the one at place 0.9 n, both rounded up to a whole place. Days are calendar days in
    the zone of the store, the later day minus the earlier one.
    """

  /// The figures as a query: the keys, then the measures.
  func figures(of query: ReportQuery, _ measures: [ReportMeasure]) throws -> SQL {
    let cells = try query.context.session.read { try body(query, $0) }
    let rows: [String] = cells.map { keys, values -> String in
      let texts: [String] =
        keys.map(Self.json) + measures.map { values[$0.name].map { String($0) } ?? "null" }
      return "[" + texts.joined(separator: ",") + "]"
    }
    let list: String = "[" + rows.joined(separator: ",") + "]"
    let names =
      (0..<query.groupCount).map { SQL(text: "k\($0)") }
      + measures.map { "\(identifier: $0.name)" as SQL }
    let columns = names.enumerated().map { index, name in
      "json_extract(value, \("$[\(index)]")) AS \(name)" as SQL
    }
    return "SELECT \(columns.joined(separator: ", ")) FROM json_each(\(list))"
  }

  private static func json(_ key: Scalar) -> String {
    switch key {
    case .null: "null"
    case .integer(let number): String(number)
    case .text(let text): JSONString.quoted(text)
    }
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
    ReportSpans(
      body: { query, db in
        var groups: [[Scalar]: DayCounts] = [:]
        let zone = query.context.zone
        let count = query.groupCount
        try db.stream(query.rows(selecting: [start, end], where: condition)) { row in
          guard let first = Instant(bytes: row.text(count)),
            let last = Instant(bytes: row.text(count + 1))
          else { return true }
          let keys = (0..<count).map { row.scalar($0) }
          groups[keys, default: DayCounts()].add(distance(first, last, zone))
          return true
        }
        return groups.mapValues { $0.figures(of: unit) }
      }, isBeside: isBeside)
  }
}

/// How often every number of days, or of another unit, occurred.
struct DayCounts {
  private var counts: [Int: Int64] = [:]
  private(set) var total: Int64 = 0

  mutating func add(_ days: Int) {
    counts[days, default: 0] += 1
    total += 1
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

  var figures: [String: Int64] { figures(of: "days") }

  func figures(of unit: String) -> [String: Int64] {
    var figures = ["count": total]
    figures["median_\(unit)"] = percentile(50)
    figures["p90_\(unit)"] = percentile(90)
    figures["longest_\(unit)"] = longest
    return figures
  }
}
