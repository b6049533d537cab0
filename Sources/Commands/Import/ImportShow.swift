import CRM
import CommandLineKit

/// `crm import show`: one import that stands.
struct ImportShow: Command {
  var operation: OperationNumber?

  static let spec = CommandSpec(
    "import", "show", summary: "Show an import",
    discussion: "'crm op show OPERATION' shows every change; 'crm undo OPERATION' takes it back.",
    initial: ImportShow(),
    arguments: [
      .operand(
        "OPERATION", \.operation, "The number of its operation, as in 'crm import list'",
        isRequired: true)
    ],
    examples: [Example("crm import show 21", "What operation 21 imported")],
    seeAlso: ["import list", "op show"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let operation else { return .nothing }
    return .document(try ImportHistory(context.session).document(of: operation.id))
  }
}
