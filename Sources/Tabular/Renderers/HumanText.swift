/// Cells as people read them, in `table` and `md`.
struct HumanText {
  let style: RenderStyle

  /// Appends the cell without anything that could harm a terminal; NULL is nothing.
  func append(_ cell: Cell, as kind: ColumnKind, to buffer: inout ByteBuffer) {
    switch cell {
    case .null: break
    case .integer(let value): buffer.append(text(of: value, as: kind))
    case .text(let bytes):
      switch kind {
      case .instant: append(instant: String(decoding: bytes, as: UTF8.self), to: &buffer)
      case .list: append(list: bytes, to: &buffer)
      default: TerminalText.append(bytes, to: &buffer)
      }
    }
  }

  /// A value on a line; lists of plain values are joined.
  func string(_ document: Document) -> String {
    switch document {
    case .null: ""
    case .bool(let value): value ? style.boolLabels.yes : style.boolLabels.no
    case .integer(let value): String(value)
    case .decimal(let text): TerminalText.escaped(DecimalText.grouped(text))
    case .text(let text): TerminalText.escaped(text)
    case .instant(let text): TerminalText.escaped(style.localTime?(text) ?? text)
    case .list(let items): items.map(string).joined(separator: ", ")
    case .object(let entries):
      entries.map { "\(TerminalText.escaped($0.label)): \(string($0.value))" }
        .joined(separator: ", ")
    }
  }

  private func append(instant: String, to buffer: inout ByteBuffer) {
    buffer.append(TerminalText.escaped(style.localTime?(instant) ?? instant))
  }

  /// Names in a list get a space behind their commas.
  private func append(list: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) {
    var isFirst = true
    for item in list.split(separator: UInt8(ascii: ",")) {
      if isFirst { isFirst = false } else { buffer.append(", ") }
      TerminalText.append(UnsafeBufferPointer(rebasing: item), to: &buffer)
    }
  }

  private func text(of value: Int64, as kind: ColumnKind) -> String {
    switch kind {
    case .bool: value == 0 ? style.boolLabels.no : style.boolLabels.yes
    case .money(_, let digits): DecimalText.string(value, scale: digits, grouped: true)
    case .decimal(let scale): DecimalText.string(value, scale: scale)
    case .percent: DecimalText.trimmed(value, scale: 2) + "%"
    case .text, .integer, .day, .instant, .list, .records, .bar: String(value)
    }
  }
}
