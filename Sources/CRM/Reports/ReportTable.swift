import Store
import Tabular
import Values

/// The rows of a report: a query with named columns, of which a command shows some, sorted and
/// limited as asked.
package struct ReportTable {
  package var columns: [Column]
  /// Yields the columns, then the rank of the row, by which rows are ordered unless asked otherwise.
  var query: SQL
  /// The column that a bar behind the row draws, as a share of its largest value.
  var measure: String?
  /// What the report is called, in the language of its columns.
  package var title = ""
  /// Whether the rows, or those of every group, follow each other in time.
  var isOverTime = false

  /// With `drawsBars`, a bar stands behind every row where there is a measure.
  package func feed(
    fields: String? = nil, sort: [String] = [], limit: Int? = nil, drawsBars: Bool = true
  ) throws -> RowFeed {
    let measure = drawsBars ? measure : nil
    let shown = try FieldSelection.names(fields, default: columns.map(\.name)).map(column)
    let keys = try sort.map { key -> SQL in
      let descends = key.hasPrefix("-")
      let name = try column(descends ? String(key.dropFirst()) : key).name
      return "\(identifier: name)" + (descends ? " DESC" : "")
    }
    let bar: SQL =
      if let measure { ", \(identifier: measure), max(\(identifier: measure)) OVER ()" } else { "" }
    var sql: SQL = """
      WITH report(\(identifiers: columns.map(\.name) + ["report_rank"])) AS MATERIALIZED (\(query))
      SELECT \(identifiers: shown.map(\.name))\(bar) FROM report
      ORDER BY \((keys + ["report_rank"]).joined(separator: ", "))
      """
    if let limit { sql += " LIMIT \(limit)" }
    var feed =
      measure == nil
      ? RowFeed(columns: shown, query: sql) : Self.barFeed(columns: shown, query: sql)
    feed.isSelected = true
    feed.title = title
    feed.isOverTime = isOverTime && sort.isEmpty
    feed.measure = self.measure.flatMap { name in shown.contains { $0.name == name } ? name : nil }
    return feed
  }

  private func column(_ name: String) throws -> Column {
    guard let column = columns.first(where: { $0.name == name }) else {
      throw UserError(
        .usage, "the report has no column '\(name)'",
        hints: [NearestNames.hint(for: name, among: columns.map(\.name))].compactMap { $0 }
          + ["its columns: \(columns.map(\.name).joined(separator: ", "))"])
    }
    return column
  }

  /// Rows with a bar behind them: the query yields the values, then the measure and its maximum.
  private static func barFeed(columns: [Column], query: SQL) -> RowFeed {
    let bar = Column("bar", label: "", kind: .bar)
    return RowFeed(columns: columns + [bar]) { db, sink in
      let count = columns.count
      try db.stream(query) { cursor in
        let (measure, largest) = (cursor.integer(count), cursor.integer(count + 1))
        let fraction = largest > 0 ? Double(measure) / Double(largest) : 0
        sink.append(cursor, columns: count)
        sink.row.append(text: Bar.draw(fraction: fraction, width: Bar.usualWidth))
        try sink.send()
        return true
      }
    }
  }
}
