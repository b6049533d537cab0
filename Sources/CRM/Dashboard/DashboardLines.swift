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

  private static func checkReport(of line: String) throws {
    let names = ["funnel", "pool"] + Report.all.map(\.name)
    guard let name = try words(of: line).first, names.contains(name) else {
      let name = try words(of: line).first ?? ""
      throw UserError(
        .usage, "there is no report '\(name)'", code: "E_DASHBOARD",
        hints: [
          NearestNames.hint(for: name, among: names) ?? "'crm report list' shows the reports"
        ])
    }
  }
}
