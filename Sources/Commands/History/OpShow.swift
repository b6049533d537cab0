import CRM
import CommandLineKit

/// `crm op show`: one operation and what it changed.
struct OpShow: Command {
  var operation: OperationNumber?

  static let spec = CommandSpec(
    "op", "show", summary: "Show an operation and what it changed",
    discussion: "At most \(OperationLog.shownChanges) changes are shown; 'crm log RECORD' has all "
      + "of one record.",
    initial: OpShow(),
    arguments: [.operand("OP", \.operation, "The number of the operation", isRequired: true)],
    examples: [Example("crm op show 1", "What the first operation did")])

  func run(in context: CommandContext) throws -> Outcome {
    guard let operation else { return .nothing }
    return .document(try OperationLog(context.session).document(of: operation.id))
  }
}
