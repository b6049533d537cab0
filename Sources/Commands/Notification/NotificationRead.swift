import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm notification read`: marks one's own notifications as read.
struct NotificationRead: Command {
  var notifications: [String] = []
  var isForAll = false

  static let spec = CommandSpec(
    "notification", "read", summary: "Mark your notifications as read",
    initial: NotificationRead(),
    arguments: [
      .operand(
        "NOTIFICATION", \.notifications, "The notifications, by id",
        completion: .dynamic(Noun.notification.name)),
      .flag("all", \.isForAll, "All of them"),
    ],
    examples: [Example("crm notification read --all", "Nothing is new any more")],
    seeAlso: ["inbox", "notification list"])

  func run(in context: CommandContext) throws -> Outcome {
    guard isForAll != !notifications.isEmpty else {
      throw UserError(.usage, "name notifications, or all of them with --all")
    }
    let written = try NotificationReading(context.session).markRead(
      isForAll ? nil : notifications)
    let ids = written.value
    return .change(
      ChangeReport(
        "marked \(ChangedRecords.count(ids.count, .notification)) as read", written,
        records: ChangedRecords.records(ids, of: .notification)))
  }
}
