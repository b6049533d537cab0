import Catalogue
import Store
import Values

extension Noun {
  /// Days on which the clock of recycling stands still.
  package static let recyclePause = Noun(
    "recycle_pause", command: "pool pause", plural: "recycle_pauses", "Pause", "回落暂停",
    summary: "days that recycling does not count, such as holidays",
    identifyingFields: ["name"], defaultSort: ["first_day", "id"], uniqueFields: [["name"]],
    isConfiguration: true, describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "名称", isRequired: true, isListed: true,
        "The name, unique among pauses; its days when not given"),
      Field(
        "first_day", .day, "First day", "开始日期", isRequired: true, isListed: true,
        "The first day that does not count"),
      Field(
        "last_day", .day, "Last day", "结束日期", isRequired: true, isListed: true,
        "The last day that does not count"),
      Field("remark", .longText, "Remark", "备注", aliases: ["note"], "A remark"),
    ])
}

/// New pauses, which only an admin makes: they end after they begin.
final class RecyclePauseCreation: CreationRules {
  init(_ context: CreationContext) throws {
    try RecycleRuleCreation.requireAdmin(context.actor)
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    let days = try ["first_day", "last_day"].map { draft.string(try draft.number(of: $0)) ?? "" }
    try Self.check(days[0], days[1])
  }

  @Sendable
  static func changed(_ change: RecordChange) throws {
    try RecycleRuleCreation.requireAdmin(change.session.actor())
    for (first, last) in try change.db.rows(
      "SELECT first_day, last_day FROM recycle_pause WHERE id IN \(ids: change.ids)",
      as: String.self, String.self)
    {
      try check(first, last)
    }
  }

  private static func check(_ first: String, _ last: String) throws {
    guard first <= last else {
      throw UserError(
        .usage, "the pause ends before it begins: \(first) is after \(last)", code: "E_DATE",
        hints: ["write the earlier day first"])
    }
  }
}
