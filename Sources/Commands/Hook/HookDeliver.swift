import CRM
import CommandLineKit
import Values

/// `crm hook deliver`: runs the hooks that are due.
struct HookDeliver: Command {
  var limit: Int?
  var timeout: Int?

  static let spec = CommandSpec(
    "hook", "deliver", summary: "Run the hooks that are due",
    discussion: """
      A command that sets off hooks runs them itself, after its change is saved. What failed then, what \
      was more than a command waits for and what --no-hooks left is delivered by this, from cron for \
      example. A failed delivery is due again after 1, 4, 16, 64 and 256 minutes, then every 6 hours; \
      after 16 attempts it is given up, and stays in the list. A hook may be told the same thing twice: \
      CRM_HOOK_KEY is the same then. Exit 1 when a hook failed.
      """,
    initial: HookDeliver(),
    arguments: [
      .option("max", value: "N", \.limit, "Deliver at most N"),
      .option(
        "timeout", value: "SECONDS", \.timeout,
        "Stop a hook that runs longer (CRM_HOOK_TIMEOUT, else \(HookDispatch.usualLimit))"),
    ],
    examples: [
      Example("crm hook deliver -q", "Every minute from cron")
    ], seeAlso: ["hook list", "hook deliveries", "hook retry"])

  func run(in context: CommandContext) throws -> Outcome {
    guard !context.session.invocation.isDryRun else {
      throw UserError(
        .usage, "programs cannot be run to be taken back",
        hints: ["'crm hook deliveries --state waiting' lists what would be delivered"])
    }
    if let limit, limit < 1 { throw UserError(.usage, "--max takes a number from 1 up") }
    let dispatch = try HookDispatch(context, limit: timeout.map(HookDispatch.checked))
    var (delivered, failed) = (0, 0)
    while delivered + failed < limit ?? .max, let wasDelivered = try dispatch.deliverNext() {
      if wasDelivered { delivered += 1 } else { failed += 1 }
    }
    context.session.note("\(delivered) delivered, \(failed) failed")
    guard failed == 0 else {
      throw UserError(
        .no, failed == 1 ? "a hook failed" : "\(failed) hooks failed", code: "E_HOOK",
        hints: ["'crm hook deliveries --state retrying' says why"])
    }
    return .nothing
  }
}
