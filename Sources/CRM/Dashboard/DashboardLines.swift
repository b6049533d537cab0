import Values

/// The reports of a dashboard: a line each, words as a shell takes them.
package enum DashboardLines {
  /// More than these are no overview.
  package static let most = 30

  /// The lines that say something.
  package static func lines(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { TrimmedBytes.trimmed(String($0)) }
      .filter { !$0.isEmpty }
  }

  /// The words of a line: separated by spaces, in quotes with them; a backslash takes the next
  /// character as it is.
  package static func words(of line: String) throws -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character == " " || character == "\t" {
        if let finished = word { words.append(finished) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else {
      throw UserError(
        .usage, "the line '\(line)' ends within quotes", code: "E_DASHBOARD")
    }
    if let word { words.append(word) }
    return words
  }

  /// The text in its canonical form; every line has to begin with a report.
  static func checked(_ text: String) throws -> String {
    let lines = lines(of: text)
    guard !lines.isEmpty else {
      throw UserError(
        .usage, "a dashboard needs a report", code: "E_DASHBOARD",
        hints: ["'crm report list' shows the reports"])
    }
    guard lines.count <= most else {
      throw UserError(
        .usage, "a dashboard has at most \(most) reports; these are \(lines.count)",
        code: "E_DASHBOARD")
    }
    for line in lines { try checkReport(of: line) }
    return lines.joined(separator: "\n")
  }

  /// Refuses a line that is no report, or that would do something else than to show one.
  package static func checkReport(of line: String) throws {
    let words = try words(of: line)
    let names = Report.all.map(\.name)
    guard let report = Report.all.first(where: { $0.name == words.first }) else {
      let name = words.first ?? ""
      throw UserError(
        .usage, "there is no report '\(name)'", code: "E_DASHBOARD",
        hints: [
          NearestNames.hint(for: name, among: names) ?? "'crm report list' shows the reports"
        ])
    }
    let valued = Set(
      valuedOptions + report.own.filter { $0.value != nil }.map { "--\($0.name)" })
    var isValue = false
    for word in words.dropFirst().prefix(while: { $0 != "--" }) {
      defer { isValue = !isValue && valued.contains(word) }
      guard !isValue, let option = refused(in: word) else { continue }
      throw UserError(
        .usage, "the report '\(line)' has \(option), which no report of a dashboard may have",
        code: "E_DASHBOARD", hints: ["\(option) \(reason(against: option))"])
    }
  }

  /// The options that write files, change who asks or what is asked, or print no table of the report.
  private static let refused: [(options: [String], reason: String)] = [
    (["--html", "--svg", "--output", "-o"], "writes a file; 'crm dashboard --html' writes a page"),
    (["--store", "--directory", "-C"], "reads another store"),
    (["--as"], "acts as somebody else; whoever looks at a dashboard sees what they may see"),
    (
      ["--format", "-O", "--json", "--ndjson", "--csv", "--tsv"],
      "picks a format; a dashboard has one for all its reports"
    ),
    (["--define", "--ids", "--help", "-h", "--version"], "does not print the report's table"),
  ]

  /// The options of all reports that take the next word as their value.
  private static let valuedOptions = [
    "--pipeline", "--owner", "--team", "--where", "--view", "--period", "--from", "--to", "--as-of",
    "--by", "--fields", "-F", "--sort", "--limit", "--color", "--lock-timeout", "--message", "-m",
  ]

  private static func reason(against option: String) -> String {
    refused.first { $0.options.contains(option) }?.reason ?? ""
  }

  /// The refused option that the word is: `--html`, `--html=FILE`, `-oFILE`, `-qo`.
  private static func refused(in word: String) -> String? {
    let options = refused.flatMap(\.options)
    if word.hasPrefix("--") {
      let name = String(word.prefix { $0 != "=" })
      return options.first { $0 == name }
    }
    guard word.hasPrefix("-") else { return nil }
    for letter in word.dropFirst() {
      if let option = options.first(where: { $0 == "-\(letter)" }) { return option }
      // What follows a letter that takes a value is that value.
      if "Fm".contains(letter) { return nil }
    }
    return nil
  }
}
