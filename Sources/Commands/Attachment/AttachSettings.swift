import CRM
import CommandLineKit
import Tabular

/// `crm attach settings`: how large a file may be.
struct AttachSettings: Command {
  var limit: Int?

  static let spec = CommandSpec(
    "attach", "settings", summary: "Show or set how large a file may be",
    discussion: """
      Without options the settings are shown. What is attached already stays.
      """,
    initial: AttachSettings(),
    arguments: [.option("max-mb", value: "N", \.limit, "How many megabytes a file may have")],
    examples: [
      Example("crm attach settings", "As they are"),
      Example("crm attach settings --max-mb 500", "Half a gigabyte"),
    ], seeAlso: ["attach add"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    guard let limit else {
      return .document(entry(try session.read(AttachmentSettings.limit)))
    }
    let written = try AttachmentSettings.setLimit(limit, session: session)
    return .change(
      ChangeReport(
        "files may have \(written.value) MB", written,
        details: [.init("max_mb", .integer(written.value))]))
  }

  private func entry(_ limit: Int64) -> Document {
    .object([.init("max_mb", .integer(limit))])
  }
}
