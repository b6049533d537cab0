import Tabular
import Values

/// The rows that were not imported: their original columns, and what is wrong with them.
///
/// It is a file that can be imported again as it is, once it is corrected.
final class RejectFile {
  private let output: ByteOutput
  private var renderer: any RowRenderer
  private var row = RowBuffer()
  private let positions: [Int]

  init(header: [String], to output: ByteOutput) throws {
    self.output = output
    renderer = OutputFormat.csv.makeRenderer(style: RenderStyle(), to: output)
    positions = header.indices.filter { !ImportMapping.rejectColumns.contains(header[$0]) }
    try renderer.begin(
      positions.map { Column(header[$0]) }
        + [
          Column("_line", kind: .integer), Column("_column"), Column("_code"), Column("_message"),
        ])
  }

  /// Writes a row with its faults: the place of the first one, the messages of all.
  func write(_ record: CSVRecord, _ faults: [RowFault]) throws {
    guard let first = faults.first else { return }
    row.removeAll()
    for position in positions {
      if position < record.count, !record[position].isEmpty {
        row.append(text: record[position])
      } else {
        row.appendNull()
      }
    }
    row.append(integer: Int64(first.line))
    row.append(text: first.subject?.target ?? "")
    row.append(text: first.error.code ?? "")
    let messages = faults.flatMap { [$0.error.message] + $0.error.hints }
    row.append(text: messages.joined(separator: "; "))
    try renderer.row(row)
  }

  func finish() throws {
    try renderer.end()
    try output.finish()
  }
}
