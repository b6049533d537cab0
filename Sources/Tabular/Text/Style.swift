/// How a piece of text stands out on a terminal; the caller decides whether colour is wanted.
package enum Style: String, Sendable {
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
  case cyan = "36"

  static let end = "\u{1B}[0m"

  var start: String { "\u{1B}[\(rawValue)m" }

  /// The text in this style, or as it is when colour is off.
  package func applied(to text: String, color: Bool) -> String {
    color ? start + text + Self.end : text
  }
}
