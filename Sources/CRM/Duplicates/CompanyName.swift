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
    var name = name
    for country in countries { name = name.replacing(country, with: " ") }
    var words = name.split { !$0.isLetter && !$0.isNumber && !isSymbol($0) }
    while words.count > 1, let last = words.last, latin.contains(last.lowercased()) {
      words.removeLast()
    }
    var key = NameKey.key(of: words.joined(separator: " "))
    while let form = chinese.first(where: key.hasSuffix),
      key.count >= form.count + shortest
    {
      key.removeLast(form.count)
    }
    return key.isEmpty ? NameKey.key(of: name) : key
  }

  /// A symbol that tells names apart, as in `C++`.
  private static func isSymbol(_ character: Character) -> Bool {
    character == "+" || character == "$" || character == "="
  }

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
