import CRM
import CommandLineKit

/// `crm attach list`: the files on a record.
struct AttachList: Command {
  var record: String?
  var showsDeleted = false

  static let spec = CommandSpec(
    "attach", "list", summary: "List the files on a record",
    initial: AttachList(),
    arguments: [
      .operand(
        "RECORD", \.record, "The record: a customer, or NOUN/ID", isRequired: true,
        completion: .dynamic("customer")),
      .flag("deleted", \.showsDeleted, "List deleted ones instead"),
    ],
    examples: [Example("crm attach list ticket/1", "What hangs on a ticket")],
    seeAlso: ["attach add", "attach get"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let record else { return .nothing }
    let globals = context.globals
    var query = try AttachmentList(context.session).query(record, showsDeleted: showsDeleted)
    query.sort = globals.sort
    query.limit = try globals.rowLimit()
    return .rows(
      try query.feed(
        fields: globals.fields ?? (globals.format == .ids ? "ref" : nil),
        default: AttachmentList.fields))
  }
}
