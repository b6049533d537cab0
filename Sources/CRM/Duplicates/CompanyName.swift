import Values

/// The name of a company without the words that say its legal form.
///
/// Two names with one core may mean one company: `华为技术有限公司` and `华为技术集团`, `Acme Inc.` and
/// `Acme Co., Ltd.` That is never more than a suggestion.
enum CompanyName {
  /// Forms at the end of a Chinese name, longer ones first.
  private static let chinese = [
    "股份有限公司", "有限责任公司", "有限公司", "股份公司", "总公司", "公司", "集团",
  ]
  /// Words at the end of a name in Latin letters.
  private static let latin: Set<String> = [
    "ab", "ag", "bhd", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holding",
    "holdings", "inc", "incorporated", "kg", "kk", "limited", "llc", "llp", "ltd", "nv", "oy",
    "plc", "pte", "pty", "sa", "sarl", "sdn", "spa", "srl",
  ]
  /// What stands in brackets for the country.
  private static let countries = ["(中国)", "（中国）", "(China)", "（China）", "(china)"]
  /// A name of fewer characters is no name.
  private static let shortest = 2

  /// The core of a name, as a name key; the key itself where nothing can be taken away.
  static func core(of name: String) -> String {
    var text = name
    if text.contains("(") || text.contains("（") {
      for country in countries { text = text.replacing(country, with: " ") }
    }
    var rest = text[...]
    while let shorter = withoutLatinForm(rest) { rest = shorter }
    let key = Array(NameKey.key(of: String(rest)).utf8)
    return key.withUnsafeBufferPointer { String(decoding: $0[..<coreLength($0)], as: UTF8.self) }
  }

  /// The hash of the core of a name whose key is known, as the store has both.
  static func hash(
    of name: UnsafeBufferPointer<UInt8>, key: UnsafeBufferPointer<UInt8>
  ) -> UInt64 {
    // Brackets and letters of Latin forms take the thorough way; 0xEF begins those of full width.
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let isPlain = !name.contains {
      letters.contains($0 | 0x20) || $0 == UInt8(ascii: "(") || $0 == 0xEF
    }
    if isPlain { return KeyHash.hash(UnsafeBufferPointer(rebasing: key[..<coreLength(key)])) }
    var core = core(of: String(decoding: name, as: UTF8.self))
    return core.withUTF8(KeyHash.hash)
  }

  /// What stands in front of a Latin form at the end; nil when there is none.
  private static func withoutLatinForm(_ text: Substring) -> Substring? {
    func isPart(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || "+$=".contains(character)
    }
    guard let last = text.lastIndex(where: isPart) else { return nil }
    let word = text[...last].suffix(
      while: { $0.isASCII && isPart($0) })
    let rest = text[..<word.startIndex]
    guard latin.contains(word.lowercased()), rest.contains(where: isPart) else { return nil }
    return rest
  }

  /// How many bytes of a key are in front of its Chinese forms.
  private static func coreLength(_ key: UnsafeBufferPointer<UInt8>) -> Int {
    var length = key.count
    while let form = chineseBytes.first(where: { key[..<length].ends(with: $0) }) {
      let rest = key[..<(length - form.count)]
      // Continuation bytes begin no character.
      guard rest.count(where: { $0 & 0xC0 != 0x80 }) >= shortest else { break }
      length = rest.count
    }
    return length
  }

  private static let chineseBytes = chinese.map { Array($0.utf8) }

  /// Keys of names with this core, as far as the words stand behind it: what an index is asked for.
  static func keys(of core: String) -> [String] {
    let groups = ["", "集团", "中国", "中国集团", "集团中国"]
    let forms = [""] + chinese.filter { $0 != "集团" }
    let chineseEnds = groups.flatMap { group in forms.map { group + $0 } }
    return (chineseEnds + latinEnds).map { core + $0 }
  }

  private static let latinEnds =
    latin.sorted() + [
      "chinacoltd", "chinaltd", "chinalimited", "coltd", "colimited", "companylimited", "coinc",
      "gmbhcokg", "groupcoltd", "groupinc", "grouplimited", "groupltd", "holdingsinc",
      "holdingslimited", "holdingsltd", "pteltd", "ptylimited", "ptyltd", "sdnbhd",
    ]
}

extension Substring {
  /// The longest end of which all characters fulfil the predicate.
  fileprivate func suffix(while predicate: (Character) -> Bool) -> Substring {
    var start = endIndex
    while start > startIndex, case let before = index(before: start), predicate(self[before]) {
      start = before
    }
    return self[start...]
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  fileprivate func ends(with suffix: [UInt8]) -> Bool {
    count >= suffix.count && self[(endIndex - suffix.count)...].elementsEqual(suffix)
  }
}
