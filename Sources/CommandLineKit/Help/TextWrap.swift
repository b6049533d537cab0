/// Breaks prose into lines of a given width, counting East Asian wide characters as two columns.
enum TextWrap {
  /// The lines of one paragraph; breaks at spaces and between wide characters.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for piece in pieces(of: text) {
      let size = columns(piece.text)
      let gap = piece.followsSpace && !line.isEmpty ? 1 : 0
      if !line.isEmpty, used + gap + size > width {
        lines.append(line)
        line = piece.text
        used = size
      } else {
        line += (gap == 1 ? " " : "") + piece.text
        used += gap + size
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// The lines of a text of several paragraphs; indented lines are kept as they are.
  static func paragraphs(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var paragraph: [Substring] = []
    func flush() {
      lines += Self.lines(paragraph.joined(separator: " "), width: width)
      paragraph = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix(" ") {
        flush()
        lines.append(String(line))
      } else {
        paragraph.append(line)
      }
    }
    flush()
    return lines
  }

  /// The text cut to a width, with `…` for what is missing.
  static func cut(_ text: String, width: Int) -> String {
    guard columns(text) > width else { return text }
    var kept = ""
    var used = 1
    for character in text {
      used += columns(character)
      if used > width { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// The number of terminal columns that a text takes.
  static func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + columns($1) }
  }

  /// Judges a character by its first scalar, which is enough for help texts.
  private static func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.isASCII { return 1 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default:
      return [.nonspacingMark, .enclosingMark, .format].contains(scalar.properties.generalCategory)
        ? 0 : 1
    }
  }

  /// What must stay together on a line.
  private struct Piece {
    var text: String
    var followsSpace: Bool
  }

  /// Words, and within words each wide character with the closing punctuation after it.
  private static func pieces(of text: String) -> [Piece] {
    text.split(separator: " ").flatMap { word in
      var pieces: [Piece] = []
      var endsWide = true
      for character in word {
        let isWide = columns(character) == 2
        if !pieces.isEmpty, !(isWide || endsWide) || closing.contains(character) {
          pieces[pieces.count - 1].text.append(character)
        } else {
          pieces.append(Piece(text: String(character), followsSpace: pieces.isEmpty))
        }
        endsWide = isWide
      }
      return pieces
    }
  }

  /// Punctuation that must not begin a line.
  private static let closing: Set<Character> = [
    "，", "。", "、", "；", "：", "！", "？", "）", "」", "』", "】", "》", ",", ".", ";", ":", "!", "?", ")",
  ]
}
