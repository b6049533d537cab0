import CRM
import CommandLineKit
import Tabular

/// `crm attach prune`: takes away contents that belong to nothing.
struct AttachPrune: Command {
  static let spec = CommandSpec(
    "attach", "prune", summary: "Remove contents that belong to no attachment",
    discussion: """
      A crash may leave a content that no attachment has; 'crm fsck' counts them. What belongs to an \
      attachment that was deleted or undone stays, since that may come back.
      """,
    initial: AttachPrune(), arguments: [],
    examples: [Example("crm attach prune --dry-run", "How many there are")], seeAlso: ["fsck"])

  func run(in context: CommandContext) throws -> Outcome {
    let written = try AttachmentPruning(context.session).run()
    let count = written.value
    return .change(
      ChangeReport(
        count == 0 ? "there is nothing to remove" : "removed \(count) file\(count == 1 ? "" : "s")",
        written, details: [.init("removed", .integer(Int64(count)))]))
  }
}
