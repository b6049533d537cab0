import Catalogue
import Store

/// New roles: a user has several, which stand in one list.
final class RoleCreation: CreationRules {
  private let name: Int
  private let discountLimit: Int

  init(_ context: CreationContext) throws {
    let draft = RecordDraft(.role)
    name = try draft.number(of: "name")
    discountLimit = try draft.number(of: "discount_limit")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    try LinkedName.check(draft.string(name), of: Noun.role.name)
    try QuoteChange.check(discount: draft.integer(discountLimit), amount: nil)
  }

  @Sendable
  static func changed(_ change: RecordChange) throws {
    try LinkedName.changed(change)
    try LastAdmin.check(in: change.db)
    guard change.fields.contains("discount_limit") else { return }
    for limit in try change.db.values(
      "SELECT discount_limit FROM role WHERE id IN \(ids: change.ids)", as: Int64?.self)
    {
      try QuoteChange.check(discount: limit, amount: nil)
    }
  }
}
