import CRM
import CommandLineKit

/// `crm NOUN line delete`: takes product lines off a record.
struct LineDelete: Sendable {
  var record: String?
  var numbers: [Int] = []

  static func spec(_ owner: LineOwner) -> CommandSpec<LineDelete> {
    CommandSpec(
      path: owner.path(of: "delete"), aliases: ["rm"],
      summary: "Delete product lines of \(owner.article)",
      discussion: "The lines behind it move up. 'crm undo' brings deleted lines back.",
      initial: LineDelete(),
      arguments: [
        .lineOwner(owner, \.record),
        .operand(
          "LINE", \.numbers, "The numbers of the lines, as 'line list' shows them",
          isRequired: true),
      ],
      examples: [
        Example("crm \(owner.noun.command) line delete \(owner.example) 1", "The first one")
      ], seeAlso: ["\(owner.noun.command) line list"])
  }

  func run(_ owner: LineOwner, in context: CommandContext) throws -> Outcome {
    guard let record else { return .nothing }
    let written = try LineChange(of: owner, session: context.session).delete(numbers, of: record)
    return try LineCommands.report("deleted", written, of: owner, in: context)
  }
}
