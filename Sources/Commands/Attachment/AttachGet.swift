import CRM
import CommandLineKit
import Glibc
import Tabular
import Values

/// `crm attach get`: gives a file out again.
struct AttachGet: Command {
  var attachment: String?
  var overwrites = false

  static let spec = CommandSpec(
    "attach", "get", summary: "Write an attached file to a file",
    discussion: """
      Without -o the file gets the name of the attachment, in the working directory, with everything taken \
      out that is no part of a name; -o - writes to standard output. A file that is there is not \
      overwritten (exit 5). The content is checked before a byte of it is written.
      """,
    initial: AttachGet(),
    arguments: [
      .operand(
        "ATTACHMENT", \.attachment, "The attachment, by its id", isRequired: true,
        completion: .dynamic("attachment")),
      .flag("force", \.overwrites, "Overwrite a file that is there"),
    ],
    examples: [
      Example("crm attach get 1", "Under its own name"),
      Example("crm attach get 1 -o - | head -n 1", "The first line"),
    ], seeAlso: ["attach list"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let attachment else { return .nothing }
    let content = try AttachmentContent(attachment, session: context.session)
    if let output = context.globals.output, output.isStandardStream {
      var sink = context.environment.output
      try content.copy { try sink.write($0) }
      try sink.finish()
      return .nothing
    }
    let path =
      try context.globals.output.map(StoreLocation.text)
      ?? AttachmentContent.fileName(content.name)
    let sink = try OutputFile.sink(path, overwrites: overwrites, in: context)
    try content.copy { try sink.write($0) }
    try sink.finish()
    context.session.note("wrote \(path)")
    return .nothing
  }
}
