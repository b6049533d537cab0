import CRM
import CommandLineKit

extension HookOverview.State: ChoiceValue {}

/// `crm hook deliveries`: the outbox.
struct HookDeliveries: Command {
  var hook: String?
  var state: HookOverview.State?

  static let spec = CommandSpec(
    "hook", "deliveries", summary: "List what hooks were told, and what waits for them",
    initial: HookDeliveries(),
    arguments: [
      .option("hook", value: "NAME", \.hook, "Only those for this hook"),
      .option("state", value: "STATE", \.state, "Only those in this state"),
    ],
    examples: [Example("crm hook deliveries --state failed", "What was given up")],
    seeAlso: ["hook retry", "hook deliver"])

  func run(in context: CommandContext) throws -> Outcome {
    .rows(
      try HookOverview(context.session).deliveries(
        hook: hook, state: state, limit: context.globals.rowLimit()))
  }
}
