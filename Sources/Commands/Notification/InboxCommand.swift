import CRM
import CommandLineKit

/// `crm inbox`: what waits for the acting user.
struct InboxCommand: Command {
  static let spec = CommandSpec(
    "inbox", summary: "Show what waits for you",
    discussion: """
      Unread notifications of rules, and follow-ups of your customers and open opportunities that are \
      due or overdue, the oldest first. 'crm notification read' takes notifications out of it.
      """,
    initial: InboxCommand(), arguments: [],
    examples: [
      Example("crm inbox", "What to begin the day with"),
      Example("crm inbox --limit 5 --json", "The five that wait for longest, for a script"),
    ], seeAlso: ["notification read", "notification list", "rule add automation"])

  func run(in context: CommandContext) throws -> Outcome {
    .rows(try Inbox(context.session).feed(limit: context.globals.rowLimit()))
  }
}
