import Catalogue
import Tabular

/// Which line of the file became which record: `line,record`.
final class ResultFile {
  private var renderer: any RowRenderer
  private var row = RowBuffer()
  private let noun: Noun

  init(noun: Noun, to output: ByteOutput) throws {
    self.noun = noun
    renderer = OutputFormat.csv.makeRenderer(style: RenderStyle(), to: output)
    try renderer.begin([Column("line", kind: .integer), Column("record")])
  }

  func write(line: Int, record: Int64) throws {
    row.removeAll()
    row.append(integer: Int64(line))
    row.append(text: noun.reference(record))
    try renderer.row(row)
  }
}
