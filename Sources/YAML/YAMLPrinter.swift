/// Writes YAML for people and for `diff`: one form for one content.
///
/// A list of short records has one record a line; everything else stands in block style.
package struct YAMLPrinter {
  /// A record that fits within this many characters stands on one line.
  private static let lineWidth = 96

  package private(set) var text = ""

  package init() {}

  /// A line of its own; an empty text gives an empty line.
  package mutating func comment(_ line: String) {
    text += line.isEmpty ? "\n" : "# \(line)\n"
  }

  /// An entry of the outermost mapping.
  package mutating func entry(_ pair: YAMLNode.Pair) {
    write(pair, indent: 0)
  }

  /// A record as it would stand on one line.
  package static func inline(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, let isPlain): isPlain ? text : YAMLText.inline(text, inFlow: true)
    case .sequence(let items): "[" + items.map(inline).joined(separator: ", ") + "]"
    case .mapping(let pairs):
      "{"
        + pairs.map { "\(YAMLText.inline($0.key, inFlow: true)): \(inline($0.value))" }
        .joined(separator: ", ") + "}"
    }
  }

  private mutating func write(_ pair: YAMLNode.Pair, indent: Int) {
    text += spaces(indent) + YAMLText.inline(pair.key, inFlow: false) + ":"
    write(value: pair.value, indent: indent)
  }

  /// Writes what follows the colon, its line break included.
  private mutating func write(value: YAMLNode, indent: Int) {
    switch value.content {
    case .scalar(let scalar, let isPlain):
      if isPlain {
        text += " \(scalar)\n"
      } else if let block = YAMLText.block(scalar, indent: indent + 2) {
        text += " \(block)"
      } else {
        text += " \(YAMLText.inline(scalar, inFlow: false))\n"
      }
    case .sequence(let items):
      guard !items.isEmpty, !items.allSatisfy(\.isScalar) else {
        text += " \(Self.inline(value))\n"
        return
      }
      text += "\n"
      for item in items { write(item: item, indent: indent + 2) }
    case .mapping(let pairs):
      guard !pairs.isEmpty else {
        text += " {}\n"
        return
      }
      text += "\n"
      for pair in pairs { write(pair, indent: indent + 2) }
    }
  }

  private mutating func write(item: YAMLNode, indent: Int) {
    guard case .mapping(let pairs) = item.content, !pairs.isEmpty, !fitsOnALine(item) else {
      text += "\(spaces(indent))- \(Self.inline(item))\n"
      return
    }
    // The first entry stands behind the dash, the others below it.
    var entries = YAMLPrinter()
    for pair in pairs { entries.write(pair, indent: indent + 2) }
    text += spaces(indent) + "- " + entries.text.dropFirst(indent + 2)
  }

  private func fitsOnALine(_ item: YAMLNode) -> Bool {
    guard case .mapping(let pairs) = item.content else { return true }
    return pairs.allSatisfy { $0.value.isInline }
      && Self.inline(item).unicodeScalars.count <= Self.lineWidth
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension YAMLNode {
  fileprivate var isScalar: Bool {
    if case .scalar = content { true } else { false }
  }

  /// Whether people would want it on a line with others.
  fileprivate var isInline: Bool {
    switch content {
    case .scalar(let text, _): !text.contains("\n")
    case .sequence(let items): items.allSatisfy(\.isScalar)
    case .mapping: false
    }
  }
}
