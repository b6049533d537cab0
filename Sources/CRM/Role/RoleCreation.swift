import Catalogue
import Store

/// New roles: a user has several, which stand in one list.
final class RoleCreation: CreationRules {
  private let name: Int

  init(_ context: CreationContext) throws {
    name = try RecordDraft(.role).number(of: "name")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    try LinkedName.check(draft.string(name), of: Noun.role.name)
  }

  @Sendable
  static func changed(_ change: RecordChange) throws {
    try LinkedName.changed(change)
    try LastAdmin.check(in: change.db)
  }
}
