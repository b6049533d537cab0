import Catalogue
import Tabular

/// Which line of the file became which record: `line,record`.
///
/// Nothing of it is written before the import stands.
final class ResultFile {
  private let output: ByteOutput
  private let rows = RowSpool()
  private var row = RowBuffer()
  private let noun: Noun

  init(noun: Noun, to output: ByteOutput) {
    self.noun = noun
    self.output = output
  }

  func write(line: Int, record: Int64) throws {
    row.removeAll()
    row.append(integer: Int64(line))
    row.append(text: noun.reference(record))
    try rows.append(row)
  }

  func finish() throws {
    try rows.write([Column("line", kind: .integer), Column("record")], to: output)
  }
}
