/// One `name: value` a line and a blank line between the rows, for reading many columns.
///
/// Values are those of the machine formats, but for what could harm a terminal, which is escaped.
final class LineRenderer: RowRenderer {
  private let style: RenderStyle
  private let output: ByteOutput
  private var columns: [Column] = []
  private var isEmpty = true
  private var text = ByteBuffer()

  init(style: RenderStyle, output: ByteOutput) {
    self.style = style
    self.output = output
  }

  func begin(_ columns: [Column]) {
    self.columns = columns
  }

  func row(_ row: borrowing RowBuffer) throws {
    if !isEmpty { try output.write(style.lineEnd) }
    isEmpty = false
    for (index, column) in columns.enumerated() where column.kind != .bar {
      try output.write(TerminalText.escaped(column.name))
      try output.write(UInt8(ascii: ":"))
      switch row[index] {
      case .null: break
      case .integer(let value):
        try output.write(UInt8(ascii: " "))
        try output.write(integer: value, as: column.kind)
      case .text(let bytes) where bytes.isEmpty: break
      case .text(let bytes):
        text.removeAll()
        TerminalText.append(bytes, to: &text)
        try output.write(UInt8(ascii: " "))
        try output.write(text.slice(0..<text.count))
      }
      try output.write(style.lineEnd)
    }
  }

  func end() {}
}
