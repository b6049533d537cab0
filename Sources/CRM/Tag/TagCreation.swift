import Catalogue
import Store
import Values

/// New tags: called something that can be found again, alone and in a list of names.
final class TagCreation: CreationRules {
  private let name: Int

  init(_ context: CreationContext) throws {
    name = try RecordDraft(.tag).number(of: "name")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let name = draft.string(name) else { return }
    try Self.check(name)
  }

  static func check(_ name: String) throws {
    try LinkedName.check(name, of: Noun.tag.name)
    guard NameKey.key(of: name).isEmpty else { return }
    throw UserError(
      .usage, "the name '\(name)' has neither letters nor digits", code: "E_NAME",
      hints: ["a tag is found by them"])
  }

  /// What holds of new tags holds of changed ones, and in the records that carry them.
  @Sendable
  static func changed(_ change: RecordChange) throws {
    if change.fields.contains("name") {
      for name in try change.db.values(
        "SELECT name FROM tag WHERE id IN \(ids: change.ids) ORDER BY id", as: String.self)
      {
        try check(name)
      }
    }
    if change.fields.contains("group") {
      try TagGroups.check(where: "t.id IN \(ids: change.ids)", in: change.db)
    }
  }
}
