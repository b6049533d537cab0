/// Lays out a help topic as plain text.
struct TopicText {
  let width: Int

  func lines(of topic: ManTopic) -> [String] {
    var lines = TextWrap.lines("\(topic.name): \(topic.summary)", width: width)
    for part in topic.parts {
      lines += ["", "\(part.title):"]
      for (index, block) in part.blocks.enumerated() {
        if index > 0 { lines.append("") }
        lines += self.lines(of: block)
      }
    }
    return lines
  }

  private func lines(of block: ManTopic.Block) -> [String] {
    switch block {
    case .paragraph(let text):
      return TextWrap.lines(text, width: width - 2).map { "  \($0)" }
    case .list(let items):
      return items.flatMap { item in
        TextWrap.lines(item, width: width - 4).enumerated().map {
          ($0.offset == 0 ? "  - " : "    ") + $0.element
        }
      }
    case .definitions(let definitions):
      let rows = definitions.map { DefinitionList.Row(name: $0.term, text: $0.text) }
      let nameWidth = DefinitionList.nameWidth(rows.map(\.name))
      return DefinitionList(rows: rows, nameWidth: nameWidth, width: width, isOneLine: false)
        .lines()
    case .table(let header, let rows):
      return table([header] + rows)
    case .code(let lines):
      return lines.map { "    \($0)" }
    }
  }

  /// Columns as wide as their widest cell; the last one is not padded.
  private func table(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.compactMap { column < $0.count ? TextWrap.columns($0[column]) : nil }.max() ?? 0
    }
    return rows.map { row in
      var line = " "
      for (column, cell) in row.enumerated() {
        line += " " + cell
        if column < row.count - 1 {
          line += String(repeating: " ", count: widths[column] - TextWrap.columns(cell) + 1)
        }
      }
      return line
    }
  }
}
