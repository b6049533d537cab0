/// A document in Markdown: a bullet a value, lists of records as tables below them.
struct DocumentMarkdown {
  private let style: RenderStyle
  private let output: ByteOutput
  private let human: HumanText

  init(style: RenderStyle, output: ByteOutput) {
    self.style = style
    self.output = output
    human = HumanText(style: style)
  }

  func write(_ document: Document) throws {
    switch document {
    case .object(let entries): try write(entries)
    case .list where document.isBlock:
      try DocumentRows(document).render(by: MarkdownRenderer(style: style, output: output))
    default:
      for item in document.items {
        try output.write("- \(MarkdownText.escaped(human.string(item)))\n")
      }
    }
  }

  private func write(_ entries: [Document.Entry]) throws {
    for entry in entries where !entry.value.isBlock {
      let value = MarkdownText.escaped(human.string(entry.value))
      let label = MarkdownText.escaped(entry.label)
      try output.write("- **\(label)**:\(value.isEmpty ? "" : " " + value)\n")
    }
    for entry in entries where entry.value.isBlock {
      try output.write("\n**\(MarkdownText.escaped(entry.label))**\n\n")
      try write(entry.value)
    }
  }
}
