import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm payment add`: money that was received for a contract.
struct PaymentAdd: Sendable {
  var contract: String?
  var amount: String?
  var values = FieldValues()

  static func spec(_ noun: Noun) -> CommandSpec<PaymentAdd> {
    CommandSpec(
      "payment", "add", summary: "Record a payment for a contract",
      discussion: """
        It goes to the oldest due receivable and spills over to the next, or first to --receivable N, the N-th \
        of the contract. What no receivable takes is shown as credit, and goes to receivables that \
        come later.\(" ")
        """ + FieldHelp.customFields(noun),
      initial: PaymentAdd(),
      arguments: [
        .operand(
          "CONTRACT", \.contract, "The contract, by id, number or name", isRequired: true,
          completion: .dynamic("contract")),
        .operand("AMOUNT", \.amount, "What was received", isRequired: true),
      ] + PaymentReport.values(noun, \.values),
      hasDynamicOptions: !noun.describesStore,
      examples: [
        Example("crm payment add 2 3万 --method 银行转账", "Received today"),
        Example(
          "crm payment add 2 5000 --received 2026-02-28 --receivable 2", "For the second instalment"
        ),
      ], seeAlso: ["payment refund", "contract show"])
  }

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try session.willWrite()
    let noun = try session.noun(.payment)
    guard let contract, let amount, let field = noun.field("amount") else {
      throw UserError(.usage, "a contract and an amount are needed")
    }
    let written = try PaymentEntry(session)
      .add([(field, amount)] + values.resolved(in: noun), to: contract)
    return try PaymentReport.report(written, in: context)
  }
}
