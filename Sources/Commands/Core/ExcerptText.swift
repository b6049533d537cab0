import Tabular
import Values

/// The part of a text that an error is about, with a mark under it.
///
/// Wide characters count as two columns, and of a long text only what is around the part is shown.
struct ExcerptText {
  private let excerpt: UserError.Excerpt

  /// How many columns are shown before the part, and at most altogether.
  private static let before = 40
  private static let width = 72

  init(_ excerpt: UserError.Excerpt) {
    self.excerpt = excerpt
  }

  var lines: String {
    let bytes = Array(excerpt.text.utf8)
    let start = min(max(excerpt.start, 0), bytes.count)
    let end = min(max(excerpt.end, start), bytes.count)
    let before = shown(bytes[..<start], keepingEnd: true, columns: Self.before)
    let part = shown(bytes[start..<end], keepingEnd: false, columns: Self.width - before.width)
    let after = shown(
      bytes[end...], keepingEnd: false, columns: Self.width - before.width - part.width)
    let indent = String(repeating: " ", count: before.width)
    let mark = String(repeating: "^", count: max(part.width, 1))
    return "crm:   \(before.text)\(part.text)\(after.text)\ncrm:   \(indent)\(mark)\n"
  }

  /// The escaped text, cut where it exceeds the columns.
  private func shown(
    _ bytes: ArraySlice<UInt8>, keepingEnd: Bool, columns: Int
  ) -> (text: String, width: Int) {
    // Each character takes at least a third of its bytes in columns, so no more are looked at.
    let near = keepingEnd ? bytes.suffix(8 * Self.width) : bytes.prefix(8 * Self.width)
    let characters = Array(TerminalText.escaped(String(decoding: near, as: UTF8.self)))
    var kept: [Character] = []
    var width = 0
    for character in keepingEnd ? characters.reversed() : characters {
      let own = DisplayWidth.of(String(character))
      guard width + own <= max(columns - 1, 0) else {
        kept.append("…")
        width += 1
        break
      }
      kept.append(character)
      width += own
    }
    return (String(keepingEnd ? kept.reversed() : kept), width)
  }
}
