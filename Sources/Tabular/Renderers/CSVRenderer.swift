/// CSV by RFC 4180, in UTF-8 with LF, without loss.
///
/// Quotes stand only where they are needed: NULL is nothing at all, the empty text is `""`. The
/// one exception is a single column, where nothing at all would be a blank line and no row. The
/// Excel flavour adds a byte order mark and CRLF, and makes text inert that would run as a formula.
struct CSVRenderer: RowRenderer {
  private let style: RenderStyle
  private let output: ByteOutput
  private var fields: [(index: Int, kind: ColumnKind)] = []

  private static let needsQuotes = ByteSet(",\"\r\n".utf8)
  private static let quote = ByteSet("\"".utf8)

  init(style: RenderStyle, output: ByteOutput) {
    self.style = style
    self.output = output
  }

  mutating func begin(_ columns: [Column]) throws {
    let shown = columns.enumerated().filter { $0.element.kind != .bar }
    fields = shown.map { ($0.offset, $0.element.kind) }
    if style.excel { try output.write("\u{FEFF}") }
    guard style.header else { return }
    for (position, column) in shown.enumerated() {
      if position > 0 { try output.write(UInt8(ascii: ",")) }
      var name = column.element.name
      try name.withUTF8 { try write(text: $0, kind: .text) }
    }
    try endLine()
  }

  func row(_ row: borrowing RowBuffer) throws {
    var isFirst = true
    for (index, kind) in fields {
      if isFirst { isFirst = false } else { try output.write(UInt8(ascii: ",")) }
      switch row[index] {
      case .null:
        if fields.count == 1 { try output.write("\"\"") }
      case .integer(let value): try output.write(integer: value, as: kind)
      case .text(let bytes): try write(text: bytes, kind: kind)
      }
    }
    try endLine()
  }

  func end() throws {}

  private func endLine() throws {
    if style.excel { try output.write(UInt8(ascii: "\r")) }
    try output.write(UInt8(ascii: "\n"))
  }

  private func write(text: UnsafeBufferPointer<UInt8>, kind: ColumnKind) throws {
    if style.escapesClearing, ClearingText.isEscapable(text) {
      try output.write(UInt8(ascii: "\\"))
    }
    let isFormula = style.excel && !kind.isNumeric && FormulaText.isFormula(text)
    guard text.isEmpty || isFormula || Self.needsQuotes.isHit(by: text) else {
      return try output.write(text)
    }
    try output.write(UInt8(ascii: "\""))
    if isFormula { try output.write(UInt8(ascii: "'")) }
    try output.write(text, escaping: Self.quote) { _ in try output.write("\"\"") }
    try output.write(UInt8(ascii: "\""))
  }
}
