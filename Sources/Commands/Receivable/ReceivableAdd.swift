import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm receivable add`: one instalment of a contract.
struct ReceivableAdd: Sendable {
  var contract: String?
  var allowsOver = false
  var values = FieldValues()

  static func spec(_ noun: Noun) -> CommandSpec<ReceivableAdd> {
    CommandSpec(
      "receivable", "add", summary: "Add a receivable: an instalment that is due",
      discussion: """
        The receivables of a contract come to its amount at most. Payments go to the one that is due first.\(" ")
        """ + FieldHelp.customFields(noun),
      initial: ReceivableAdd(),
      arguments: [
        .operand(
          "CONTRACT", \.contract, "The contract, by id, number or name", isRequired: true,
          completion: .dynamic("contract")),
        .flag(
          "allow-over", \.allowsOver,
          "Let the receivables come to more than the contract's amount"),
      ]
        + FieldValues.arguments(of: noun, \.values) {
          $0.isSetAtCreation && !["contract", "allow_over"].contains($0.name)
        },
      hasDynamicOptions: !noun.describesStore,
      examples: [
        Example(
          "crm receivable add 2 --amount 3万 --due 2026-04-20 --name 尾款", "The last instalment")
      ], seeAlso: ["receivable plan", "payment add"])
  }

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try session.willWrite()
    let noun = try session.noun(.receivable)
    guard let contract, let field = noun.field("contract"), let over = noun.field("allow_over")
    else { throw UserError(.usage, "no contract is named") }
    let given = [(field, contract), (over, allowsOver ? "yes" : "no")] + values.resolved(in: noun)
    let written = try session.write {
      try RecordAddition(.receivable, session: session, db: $0).add(given)
    }
    let reference = Noun.receivable.reference(written.value.id)
    return .change(
      ChangeReport(
        "added \(reference) \(written.value.title)", written,
        records: [.init(reference, title: written.value.title)]))
  }
}
