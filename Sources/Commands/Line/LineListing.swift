import CRM
import CommandLineKit

/// `crm NOUN line list`: the product lines of a record.
struct LineListing: Sendable {
  var record: String?

  static func spec(_ owner: LineOwner) -> CommandSpec<LineListing> {
    CommandSpec(
      path: owner.path(of: "list"), aliases: ["ls"],
      summary: "List the product lines of \(owner.article)",
      initial: LineListing(), arguments: [.lineOwner(owner, \.record)],
      examples: [
        Example("crm \(owner.noun.command) line list \(owner.example)", "In their order")
      ], seeAlso: ["\(owner.noun.command) line add"])
  }

  func run(_ owner: LineOwner, in context: CommandContext) throws -> Outcome {
    guard let record else { return .nothing }
    let session = context.session
    let id = try session.read {
      try ReferenceResolver(owner.noun, session: session, in: $0).id(for: record)
    }
    return .rows(try LineTable(of: owner, session: session).feed(of: id))
  }
}
