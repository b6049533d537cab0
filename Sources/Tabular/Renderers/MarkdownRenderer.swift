/// A Markdown table (GitHub's), with nothing in the data read as markup.
final class MarkdownRenderer: RowRenderer {
  private let output: ByteOutput
  private let human: HumanText
  private var columns: [Column] = []
  private var text = ByteBuffer()

  init(style: RenderStyle, output: ByteOutput) {
    self.output = output
    human = HumanText(style: style)
  }

  func begin(_ columns: [Column]) throws {
    self.columns = columns
    for column in columns where column.kind != .bar {
      try output.write("| ")
      try output.write(MarkdownText.escaped(column.label))
      try output.write(" ")
    }
    try output.write("|\n")
    for column in columns where column.kind != .bar {
      try output.write(column.kind.isNumeric ? "| ---: " : "| --- ")
    }
    try output.write("|\n")
  }

  func row(_ row: borrowing RowBuffer) throws {
    for (index, column) in columns.enumerated() where column.kind != .bar {
      try output.write("| ")
      text.removeAll()
      human.append(row[index], as: column.kind, to: &text)
      try MarkdownText.write(text.slice(0..<text.count), to: output)
      try output.write(" ")
    }
    try output.write("|\n")
  }

  func end() {}
}
