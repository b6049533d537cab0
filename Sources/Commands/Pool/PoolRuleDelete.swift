import CRM
import CommandLineKit
import Values

/// `crm pool rule delete`: takes recycle rules out of force.
struct PoolRuleDelete: Command {
  var rules: [String] = []

  static let spec = CommandSpec(
    "pool", "rule", "delete", aliases: ["rm"], summary: "Delete recycle rules",
    initial: PoolRuleDelete(),
    arguments: [
      .operand("RULE", \.rules, "The rules, as 'pool rule list' numbers them", isRequired: true)
    ],
    examples: [Example("crm pool rule delete 1", "The first rule")],
    seeAlso: ["pool rule list"])

  func run(in context: CommandContext) throws -> Outcome {
    let ids = try rules.map(id)
    let written = try RecycleRuleBook(context.session).delete(ids)
    return .change(
      ChangeReport(
        "deleted \(written.value) recycle rule\(written.value == 1 ? "" : "s")", written,
        records: ids.map { .init("recycle_rule/\($0)") }))
  }

  /// `3` or `recycle_rule/3`.
  private func id(_ text: String) throws -> Int64 {
    let prefix = "recycle_rule/"
    let number = text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : text[...]
    guard let id = Int64(number) else {
      throw UserError(
        .usage, "'\(text)' is not the number of a rule",
        hints: ["'crm pool rule list' shows the rules"])
    }
    return id
  }
}
