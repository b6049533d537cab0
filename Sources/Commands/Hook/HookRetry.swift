import CRM
import CommandLineKit
import Values

/// `crm hook retry`: failed deliveries are due again at once, with all their attempts.
struct HookRetry: Command {
  var deliveries: [String] = []
  var isForAll = false

  static let spec = CommandSpec(
    "hook", "retry", summary: "Make failed deliveries due again",
    discussion: "How deliveries went is no part of the history, so there is nothing to undo.",
    initial: HookRetry(),
    arguments: [
      .operand("DELIVERY", \.deliveries, "The deliveries, by id"),
      .flag("all", \.isForAll, "All that failed"),
    ],
    examples: [Example("crm hook retry --all", "After the hook was mended")],
    seeAlso: ["hook deliveries", "hook deliver"])

  func run(in context: CommandContext) throws -> Outcome {
    guard isForAll != !deliveries.isEmpty else {
      throw UserError(.usage, "name deliveries, or all of them with --all")
    }
    let written = try HookQueue(context.session).retry(isForAll ? nil : deliveries)
    let count = written.value
    return .change(
      ChangeReport("\(count) \(count == 1 ? "delivery is" : "deliveries are") due again", written))
  }
}
