/// Tab-separated lines, the format of a pipe: one row is always one line.
///
/// Tab, newline, carriage return, NUL and backslash in text stand as `\t \n \r \0 \\`. NULL is
/// empty.
struct TSVRenderer: RowRenderer {
  private let style: RenderStyle
  private let output: ByteOutput
  private var fields: [(index: Int, kind: ColumnKind)] = []

  private static let escaped = ByteSet("\t\n\r\\\0".utf8)

  init(style: RenderStyle, output: ByteOutput) {
    self.style = style
    self.output = output
  }

  mutating func begin(_ columns: [Column]) throws {
    let shown = columns.enumerated().filter { $0.element.kind != .bar }
    fields = shown.map { ($0.offset, $0.element.kind) }
    guard style.header else { return }
    for (position, column) in shown.enumerated() {
      if position > 0 { try output.write(UInt8(ascii: "\t")) }
      var name = column.element.name
      try name.withUTF8 { try write(text: $0) }
    }
    try output.write(style.lineEnd)
  }

  func row(_ row: borrowing RowBuffer) throws {
    var isFirst = true
    for (index, kind) in fields {
      if isFirst { isFirst = false } else { try output.write(UInt8(ascii: "\t")) }
      switch row[index] {
      case .null: break
      case .integer(let value): try output.write(integer: value, as: kind)
      case .text(let bytes): try write(text: bytes)
      }
    }
    try output.write(style.lineEnd)
  }

  func end() throws {}

  private func write(text: UnsafeBufferPointer<UInt8>) throws {
    try output.write(text, escaping: Self.escaped) { byte in
      try output.write(UInt8(ascii: "\\"))
      switch byte {
      case UInt8(ascii: "\t"): try output.write(UInt8(ascii: "t"))
      case UInt8(ascii: "\n"): try output.write(UInt8(ascii: "n"))
      case UInt8(ascii: "\r"): try output.write(UInt8(ascii: "r"))
      case 0: try output.write(UInt8(ascii: "0"))
      default: try output.write(byte)
      }
    }
  }
}
