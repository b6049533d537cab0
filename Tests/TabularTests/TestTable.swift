import Values

@testable import Tabular

/// A cell that a test can keep and compare.
enum TestCell: Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByNilLiteral
{
  case null
  case integer(Int64)
  case text(String)

  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int64) { self = .integer(value) }
  init(nilLiteral: ()) { self = .null }

  func append(to row: inout RowBuffer) {
    switch self {
    case .null: row.appendNull()
    case .integer(let value): row.append(integer: value)
    case .text(let text): row.append(text: text)
    }
  }
}

/// The rows as text in a format.
func rendered(
  _ format: OutputFormat, _ columns: [Column], _ rows: [[TestCell]],
  style: RenderStyle = RenderStyle()
) throws -> String {
  let sink = MemorySink()
  let output = ByteOutput(sink: sink, bufferSize: 64)
  var renderer = format.makeRenderer(style: style, to: output)
  try renderer.begin(columns)
  var row = RowBuffer()
  for cells in rows {
    row.removeAll()
    for cell in cells { cell.append(to: &row) }
    try renderer.row(row)
  }
  try renderer.end()
  try output.finish()
  return try text(of: sink)
}

/// The document as text in a format.
func rendered(
  _ format: OutputFormat, _ document: Document, style: RenderStyle = RenderStyle()
) throws -> String {
  let sink = MemorySink()
  let output = ByteOutput(sink: sink)
  try format.render(document, style: style, to: output)
  try output.finish()
  return try text(of: sink)
}

private func text(of sink: MemorySink) throws -> String {
  guard let text = sink.text else { throw UserError.bug("the output is not valid UTF-8") }
  return text
}
