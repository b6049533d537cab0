import Catalogue
import Values

/// A form as text that people edit: a line `name: value` for every field.
///
/// Lines that begin with `#` are comments; lines that begin with two spaces go on with the value
/// above them.
package struct FormText: Sendable {
  package var layout: FormLayout
  /// Texts by the name of their field.
  package var values: [String: String]
  /// What is said above the fields, one line each.
  package var heading: [String] = []
  /// What a field takes, by its name; said above it.
  package var explanations: [String: String] = [:]

  package init(_ layout: FormLayout, values: [String: String] = [:]) {
    self.layout = layout
    self.values = values
  }

  package func text(in language: Language) -> String {
    var text = heading.map { "# \($0)\n" }.joined()
    for item in layout.items {
      let name = item.field.name
      let label = item.field.label[language]
      let about = [label == name ? nil : label, explanations[name]].compactMap { $0 }
      if !about.isEmpty { text += "\n# \(about.joined(separator: ": "))\n" }
      let value = (values[name] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\n  ")
      text += "\(name)\(item.isRequired ? "*" : ""): \(value)\n"
    }
    return text
  }

  /// What the text says, in its order; blank values included.
  package func read(_ text: String) throws -> [(field: Field, text: String)] {
    var found: [(field: Field, text: String)] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("  ") || line.hasPrefix("\t"), !found.isEmpty {
        found[found.count - 1].text += "\n" + line.drop { $0 == "\t" }.dropFirstSpaces(2)
      } else if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) {
        continue
      } else {
        let (field, value) = try read(line, at: number + 1)
        guard !found.contains(where: { $0.field.name == field.name }) else {
          throw wrong("\(field.name) stands twice", at: number + 1)
        }
        found.append((field, value))
      }
    }
    return found.map { ($0.field, TrimmedBytes.trimmed($0.text)) }
  }

  /// The values that differ from those that the form had.
  package func changes(in text: String) throws -> [(field: Field, text: String)] {
    try read(text).filter { $0.text != TrimmedBytes.trimmed(values[$0.field.name] ?? "") }
  }

  private func read(_ line: Substring, at number: Int) throws -> (Field, String) {
    guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      throw wrong("a line is 'field: value'", at: number)
    }
    var name = TrimmedBytes.trimmed(String(line[..<colon]))
    if name.hasSuffix("*") { name.removeLast() }
    guard let item = layout.items.first(where: { $0.field.name == name }) else {
      let names = layout.items.map(\.field.name)
      throw wrong(
        "the form has no field '\(name)'", at: number,
        hints: [NearestNames.hint(for: name, among: names)].compactMap { $0 })
    }
    return (item.field, String(line[line.index(after: colon)...]))
  }

  private func wrong(_ message: String, at line: Int, hints: [String] = []) -> UserError {
    UserError(
      .usage, message, code: "E_FORM", location: .init(file: "form", line: line), hints: hints)
  }
}

extension StringProtocol {
  /// Without so many spaces in front, or as many as there are.
  fileprivate func dropFirstSpaces(_ count: Int) -> String {
    String(dropFirst(Swift.min(count, prefix { $0 == " " }.count)))
  }
}
