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

  /// The beginning of a text that is at most so wide, with `…` where something is missing.
  static func cut(_ text: String, to limit: Int) -> String {
    var width = DisplayWidth()
    var used = 0
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let advance = width.advance(over: scalar)
      if used + advance > limit { return String(kept) + "…" }
      used += advance
      kept.append(scalar)
    }
    return text
  }
}
