/// The views of a store and their columns, as `crm help views` describes them.
package enum SQLSurface {
  package static let views: [(name: String, columns: [String])] = Schema001.viewQueries.map {
    ($0.noun, columns(of: $0.query))
  }

  /// The names of what the outermost SELECT of a query selects.
  ///
  /// They are read from the text, so that help needs no store; a test compares them with SQLite's.
  private static func columns(of query: String) -> [String] {
    let words = query.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let start = words.firstIndex(of: "SELECT") else { return [] }
    var depth = 0
    var columns: [String] = []
    var last: String?
    for word in words[(start + 1)...] {
      if depth == 0, word == "FROM" { break }
      depth += word.count { $0 == "(" } - word.count { $0 == ")" }
      let name = word.last == "," ? String(word.dropLast()) : word
      last = name
      if depth == 0, word.last == "," {
        columns.append(plain(name))
        last = nil
      }
    }
    if let last { columns.append(plain(last)) }
    return columns
  }

  /// The name without the alias before it and the quotes around it.
  private static func plain(_ word: String) -> String {
    String(word.split(separator: ".").last ?? "").filter { $0 != "\"" }
  }
}
