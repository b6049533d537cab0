/// Two columns: names on the left, what they mean on the right.
struct DefinitionList {
  /// One row; the right side is prose.
  struct Row {
    var name: String
    var text: String
  }

  var rows: [Row]
  /// The width of the left column, so that several lists of a page can share it.
  var nameWidth: Int
  var width: Int
  /// Whether a row is cut to one line instead of being wrapped.
  var isOneLine: Bool

  /// Names wider than this get a line of their own, so that one long name does not push all texts
  /// to the right.
  private static let widestName = 28

  /// The width that the left column needs for some names.
  static func nameWidth(_ names: [String]) -> Int {
    names.map(TextWrap.columns).filter { $0 <= widestName }.max() ?? widestName
  }

  func lines() -> [String] {
    let widths = rows.map { TextWrap.columns($0.name) }
    let margin = String(repeating: " ", count: nameWidth + 4)
    let textWidth = max(20, width - margin.count)
    return zip(rows, widths).flatMap { row, size in
      var texts =
        isOneLine
        ? [TextWrap.cut(row.text, width: textWidth)] : TextWrap.lines(row.text, width: textWidth)
      guard !texts.isEmpty else { return ["  \(row.name)"] }
      var lines: [String] = []
      if size > nameWidth {
        lines.append("  \(row.name)")
      } else {
        let gap = String(repeating: " ", count: nameWidth - size + 2)
        lines.append("  \(row.name)\(gap)\(texts.removeFirst())")
      }
      return lines + texts.map { margin + $0 }
    }
  }
}
