import CRM
import CommandLineKit

/// `crm inbox`: what waits for the acting user.
struct InboxCommand: Command {
  static let writesMail = true

  static let spec = CommandSpec(
    "inbox", summary: "Show what waits for you",
    discussion: """
      Unread notifications of rules; your open tasks and tickets, follow-ups of your customers, leads and \
      open opportunities, and receivables of your contracts, as far as they are due or overdue; quotes \
      whose discount you may approve; your quotes that expire within \(InboxDays.quotes) days and contracts \
      that end within \(InboxDays.contracts); and customers and leads that you are about to lose. All of \
      it is worked out for the present day of the store's zone, the oldest first. 'crm notification read' \
      takes notifications out of it.

      --format mail writes a message to your e-mail address, as 'sendmail -t' takes it, with 200 entries \
      at most. When nothing waits nothing is written; the exit code is 0 then, with --exit-status 1.
      """,
    initial: InboxCommand(), arguments: [],
    examples: [
      Example("crm inbox", "What to begin the day with"),
      Example("crm inbox --limit 5 --json", "The five that wait for longest, for a script"),
      Example(
        "crm --as li.wei inbox --format mail -e >inbox.mail || rm inbox.mail",
        "For cron, in front of 'sendmail -t <inbox.mail'"),
    ], seeAlso: ["task done", "notification read", "notification list", "rule add automation"])

  func run(in context: CommandContext) throws -> Outcome {
    let limit = try context.globals.rowLimit()
    guard context.globals.format != .mail else {
      return .mail(try InboxMail(context.session).message(limit: limit))
    }
    return .rows(Inbox(context.session).feed(limit: limit))
  }
}
