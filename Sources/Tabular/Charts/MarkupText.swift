/// Text of others made harmless inside HTML and SVG, in elements and in quoted attributes alike.
package enum MarkupText {
  /// Control characters and marks that turn the writing direction become visible escapes; XML would
  /// refuse some of them.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in TerminalText.escaped(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default:
        // Characters that no XML document may hold, besides those escaped already.
        if scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value) {
          result += "\u{FFFD}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// The beginning of a text that takes at most so many columns of a terminal, with `…` where something
  /// is missing.
  package static func cut(_ text: String, to limit: Int) -> String {
    var width = DisplayWidth()
    return cut(text, to: limit) { width.advance(over: $0) }
  }

  /// The same in pixels of a proportional type of 12 pixels, as a careful guess: nobody can know which
  /// type it will be.
  static func cut(_ text: String, toPixels limit: Int) -> String {
    var width = DisplayWidth()
    return cut(text, to: limit) { scalar in
      let columns = width.advance(over: scalar)
      guard columns == 1 else { return columns * 6 }
      return switch scalar {
      case "M", "W", "m", "w", "@", "%": 12
      case "A"..."Z": 9
      default: 7
      }
    }
  }

  private static func cut(
    _ text: String, to limit: Int, _ advance: (Unicode.Scalar) -> Int
  ) -> String {
    var used = 0
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      used += advance(scalar)
      if used > limit { return String(kept) + "…" }
      kept.append(scalar)
    }
    return text
  }
}
