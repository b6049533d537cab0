import CRM
import Catalogue
import CommandLineKit
import Store
import Values

/// `crm log`: everything that happened to one record.
struct RecordLog: Command {
  var record: String?

  static let spec = CommandSpec(
    "log", summary: "Show everything that happened to a record",
    discussion: "A record is written NOUN/ID, or NOUN/NAME; without a noun it is a customer.",
    initial: RecordLog(),
    arguments: [
      .operand(
        "RECORD", \.record, "The record, such as customer/42", isRequired: true,
        completion: .dynamic("customer"))
    ],
    examples: [Example("crm log customer/1", "The story of a customer")])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let (noun, id) = try session.read { db in
      try AnyRecord.find(record ?? "", session: session, in: db)
    }
    return .rows(try RecordTimeline(noun, id: id, session: session).feed())
  }
}
