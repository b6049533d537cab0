import Values

/// A line as people write it, taken apart: `GTX Pro x 2 @ 4500 -5%`, or
/// `product=GTX Pro,quantity=2,price=4500,discount=5,note=…`.
///
/// The short form is read from its end, so that a product may be called `x 2` as long as something
/// else follows; the long one says everything by name.
struct LineText: Equatable {
  var product: String?
  var quantity: String?
  var price: String?
  var discount: String?
  var note: String?

  static let example = "write 'PRODUCT x 2 @ 1200 -5%' or product=NAME,quantity=2,price=1200"

  init(_ text: String) throws {
    if Self.isLong(text) {
      try readLong(text)
    } else {
      readShort(text)
    }
  }

  // MARK: By name

  private static let keys: Set = ["product", "quantity", "price", "discount", "note"]

  private static func isLong(_ text: String) -> Bool {
    guard let equals = text.firstIndex(of: "=") else { return false }
    return keys.contains(TrimmedBytes.trimmed(String(text[..<equals])))
  }

  private mutating func readLong(_ text: String) throws {
    for part in Self.parts(of: text) {
      guard let equals = part.firstIndex(of: "=") else { throw Self.malformed(text, part: part) }
      let value = TrimmedBytes.trimmed(String(part[part.index(after: equals)...]))
      switch TrimmedBytes.trimmed(String(part[..<equals])) {
      case "product": product = value
      case "quantity": quantity = value
      case "price": price = value
      case "discount": discount = value
      case "note": note = value
      default: throw Self.malformed(text, part: part)
      }
    }
  }

  /// The parts between commas; a comma without `=` behind it belongs to the value, as in 1,054.
  private static func parts(of text: String) -> [String] {
    var parts: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      if part.contains("=") || parts.isEmpty {
        parts.append(String(part))
      } else {
        parts[parts.count - 1] += "," + part
      }
    }
    return parts
  }

  private static func malformed(_ text: String, part: String) -> UserError {
    UserError(
      .usage,
      "'\(part)' in the line '\(text)' is none of product, quantity, price, "
        + "discount and note", code: "E_LINE",
      hints: [example])
  }

  // MARK: In short

  private static let times: Set<Character> = ["x", "X", "×", "*", "ｘ", "＊"]
  private static let at: Set<Character> = ["@", "＠"]
  private static let minus: Set<Character> = ["-", "－", "−"]
  private static let percent: Set<Character> = ["%", "％"]

  private mutating func readShort(_ text: String) {
    var words = text.split(whereSeparator: \.isWhitespace)
    while words.count > 1, take(&words) {}
    guard let first = words.first, let last = words.last else { return }
    product = String(text[first.startIndex..<last.endIndex])
  }

  /// Takes one statement about the product from the end; false when there is none.
  private mutating func take(_ words: inout [Substring]) -> Bool {
    guard let word = words.last else { return false }
    if discount == nil, let mark = word.first, Self.minus.contains(mark),
      let end = word.last, Self.percent.contains(end)
    {
      discount = String(word.dropFirst())
      words.removeLast()
      return true
    }
    if price == nil, let value = Self.value(&words, behind: Self.at, isNumber: false) {
      price = value
      return true
    }
    if quantity == nil, let value = Self.value(&words, behind: Self.times, isNumber: true) {
      quantity = value
      return true
    }
    return false
  }

  /// What stands behind the mark at the end, which may be a word of its own.
  private static func value(
    _ words: inout [Substring], behind marks: Set<Character>, isNumber: Bool
  ) -> String? {
    guard let word = words.last, let first = word.first else { return nil }
    if marks.contains(first), word.count > 1 {
      let value = word.dropFirst()
      guard !isNumber || value.first?.isNumber == true else { return nil }
      words.removeLast()
      return String(value)
    }
    guard words.count > 2, !isNumber || first.isNumber,
      case let mark = words[words.count - 2], mark.count == 1, let sign = mark.first,
      marks.contains(sign)
    else { return nil }
    words.removeLast(2)
    return String(word)
  }
}
