import Catalogue
import Store
import Values

extension Noun {
  /// What was spent so that customers come: the other side of what a source brings (`report sources`).
  package static let expense = Noun(
    "expense", plural: "expenses", "Marketing expense", "市场费用",
    summary: "money that was spent on a source of customers",
    titleField: "source", identifyingFields: [], defaultSort: ["day", "id"],
    fields: [
      Field(
        "source", .dictionary("customer.source"), "Source", "来源", aliases: ["渠道", "channel"],
        isRequired: true, isListed: true, "The source of customers that it was spent on"),
      Field(
        "day", .day, "Day", "日期", aliases: ["费用日期", "date"], isRequired: true, isListed: true,
        "The day in whose period it counts; any day of a month for what is spent by the month"),
      Field(
        "amount", .money, "Amount", "金额", aliases: ["费用", "费用金额", "cost"], isRequired: true,
        isListed: true, "The amount"),
      Field(
        "note", .longText, "Note", "备注", aliases: ["remark", "说明"], isListed: true,
        "What it was spent for"),
    ])
}

/// New expenses: above zero.
final class ExpenseCreation: CreationRules {
  private let amount: Int

  init(_ context: CreationContext) throws {
    amount = try RecordDraft(.expense).number(of: "amount")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    if let amount = draft.integer(amount) { try Self.check(amount) }
  }

  @Sendable
  static func changed(_ change: RecordChange) throws {
    guard change.fields.contains("amount") else { return }
    for amount in try change.db.values(
      "SELECT DISTINCT amount FROM expense WHERE id IN \(ids: change.ids)", as: Int64.self)
    {
      try check(amount)
    }
  }

  private static func check(_ amount: Int64) throws {
    guard amount > 0 else {
      throw UserError(
        .usage, "the amount of an expense is greater than zero", code: "E_AMOUNT",
        hints: ["'crm expense delete' takes one back"])
    }
    try ContractAmount.check(amount, of: "an expense")
  }
}
