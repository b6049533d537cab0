import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm payment refund`: money that is given back.
struct PaymentRefund: Sendable {
  var contract: String?
  var amount: String?
  var reason: String?
  var values = FieldValues()

  static func spec(_ noun: Noun) -> CommandSpec<PaymentRefund> {
    CommandSpec(
      "payment", "refund", summary: "Give money back, for a reason",
      discussion: """
        A refund is a payment below zero: at most what was received, also of a void contract. It takes from \
        the credit first, then from the receivable that is due last.
        """,
      initial: PaymentRefund(),
      arguments: [
        .operand(
          "CONTRACT", \.contract, "The contract, by id, number or name", isRequired: true,
          completion: .dynamic("contract")),
        .operand("AMOUNT", \.amount, "What is given back, without a minus", isRequired: true),
        .option("reason", value: "TEXT", \.reason, "Why; required"),
      ] + PaymentReport.values(noun, \.values),
      hasDynamicOptions: !noun.describesStore,
      examples: [Example("crm payment refund 2 500 --reason 多收退款", "Too much was received")],
      seeAlso: ["payment add", "contract void"])
  }

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try session.willWrite()
    guard let contract, let amount else {
      throw UserError(.usage, "a contract and an amount are needed")
    }
    let minor = try Money.parse(amount, currency: try session.settings().currency)
    let written = try PaymentEntry(session).refund(
      minor, from: contract, reason: reason ?? "",
      values.resolved(in: try session.noun(.payment)))
    return try PaymentReport.report(written, in: context)
  }
}
