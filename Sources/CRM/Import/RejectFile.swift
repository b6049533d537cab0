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

  func write(_ record: CSVRecord, _ fault: RowFault) throws {
    row.removeAll()
    for position in positions {
      if position < record.count, !record[position].isEmpty {
        row.append(text: record[position])
      } else {
        row.appendNull()
      }
    }
    row.append(integer: Int64(fault.line))
    row.append(text: fault.subject?.target ?? "")
    row.append(text: fault.error.code ?? "")
    row.append(text: ([fault.error.message] + fault.error.hints).joined(separator: "; "))
    try renderer.row(row)
  }

  func finish() throws {
    try renderer.end()
    try output.finish()
  }
}
