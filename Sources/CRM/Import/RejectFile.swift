import Tabular
import Values

/// The rows that were not imported: their original columns, and what is wrong with them.
///
/// It is a file that can be imported again as it is, once it is corrected. Nothing of it is written
/// before the import has come to its end.
final class RejectFile {
  private let output: ByteOutput
  private let columns: [Column]
  private let rows = RowSpool()
  private var row = RowBuffer()
  private let positions: [Int]

  init(header: [String], to output: ByteOutput) {
    self.output = output
    positions = header.indices.filter { !ImportMapping.rejectColumns.contains(header[$0]) }
    columns =
      positions.map { Column(header[$0]) }
      + [
        Column("_line", kind: .integer), Column("_column"), Column("_code"), Column("_message"),
      ]
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
    try rows.append(row)
  }

  func finish() throws {
    try rows.write(columns, to: output)
  }
}
