/// A document for people: labels and values aligned, what is nested as blocks below them.
struct DocumentTable {
  private let style: RenderStyle
  private let output: ByteOutput
  private let human: HumanText

  /// How far a nested block stands from its label.
  private static let step = 2

  init(style: RenderStyle, output: ByteOutput) {
    self.style = style
    self.output = output
    human = HumanText(style: style)
  }

  func write(_ document: Document, indent: Int) throws {
    switch document {
    case .object(let entries): try write(entries, indent: indent)
    case .list(let items) where document.isBlock || items.isEmpty:
      let table = TableRenderer(style: style, output: output, indent: indent)
      try DocumentRows(document).render(by: table)
    default:
      for item in document.items { try writeLine(human.string(item), indent: indent) }
    }
  }

  private func write(_ entries: [Document.Entry], indent: Int) throws {
    let plain = entries.filter { !$0.value.isBlock }
    let labels = plain.map { TerminalText.escaped($0.label) }
    let width = labels.map { DisplayWidth.of($0) }.max() ?? 0
    for (entry, label) in zip(plain, labels) {
      let padding = String(repeating: " ", count: width - DisplayWidth.of(label))
      let shown = Style.bold.applied(to: label, color: style.color)
      let value = human.string(entry.value)
      try writeLine(value.isEmpty ? shown : shown + padding + "  " + value, indent: indent)
    }
    for entry in entries where entry.value.isBlock {
      let label = TerminalText.escaped(entry.label)
      try writeLine(Style.bold.applied(to: label, color: style.color), indent: indent)
      try write(entry.value, indent: indent + Self.step)
    }
  }

  private func writeLine(_ text: String, indent: Int) throws {
    try output.write(repeating: UInt8(ascii: " "), count: indent)
    try output.write(text)
    try output.write(UInt8(ascii: "\n"))
  }
}
