import Store
import Values

/// The names of records that stand several in one cell or option, such as behaviors and tags.
enum LinkedName {
  /// What separates them there.
  private static let separators = ",、;；，"

  /// The names in a list of them.
  static func split(_ text: String) -> [String] {
    text.split(whereSeparator: { separators.contains($0) })
      .map { TrimmedBytes.trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  /// Refuses a name that would fall apart in such a list.
  static func check(_ name: String?, of noun: String) throws {
    guard let name, let mark = name.first(where: { separators.contains($0) }) else { return }
    throw UserError(
      .usage, "the name '\(name)' has a '\(mark)', which separates names in a list", code: "E_NAME",
      hints: ["a \(noun) is named without commas and semicolons"])
  }

  /// The same for records whose names were changed.
  @Sendable
  static func changed(_ change: RecordChange) throws {
    guard change.fields.contains("name") else { return }
    for name in try change.db.values(
      "SELECT name FROM \(identifier: change.noun.table) WHERE id IN \(ids: change.ids) ORDER BY id",
      as: String.self)
    {
      try check(name, of: change.noun.name)
    }
  }
}
