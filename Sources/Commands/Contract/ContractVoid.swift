import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm contract void`: contracts that count no more.
struct ContractVoid: Command {
  var contracts = RecordSelection()
  var reason: String?
  var isForced = false

  static let spec = CommandSpec(
    "contract", "void", summary: "Make contracts void: they count no more",
    discussion: """
      A void contract is no deal and nothing is due of it. It stays in the store with its number, which no \
      other gets. What was paid for it is credit; so --force is needed unless the money was given \
      back, all of it deleted or never came.
      """,
    initial: ContractVoid(),
    arguments: FilterArguments.selection(
      of: .contract, \ContractVoid.contracts, "The contracts, by id, number or name") + [
        .option("reason", value: "TEXT", \.reason, "Why; required"),
        .flag("force", \.isForced, "Also those that have payments"),
      ],
    examples: [
      Example("crm contract void 3 --reason 客户取消", "The customer has thought better of it")
    ],
    seeAlso: ["payment refund", "contract submit"])

  func run(in context: CommandContext) throws -> Outcome {
    try contracts.requireAny()
    guard let reason, !reason.isEmpty else {
      throw UserError(
        .usage, "a contract becomes void for a reason", code: "E_REQUIRED",
        hints: ["--reason says it"])
    }
    let written = try ContractVoiding(context.session)
      .void(contracts, reason: reason, isForced: isForced)
    let count = ChangedRecords.count(written.value.count, .contract)
    return .change(
      ChangeReport(
        "made \(count) void", written, records: ContractReport.records(written.value),
        details: [.init("approval", .text("void"))]))
  }
}
