import CRM
import CommandLineKit
import Tabular
import Values

/// `crm undo` and `crm redo`.
struct OperationChange: Sendable {
  var operation: OperationNumber?
  var isPartial = false

  static let undo = CommandSpec(
    "undo", summary: "Take back an operation",
    discussion: """
      Without OP it takes back your own last operation that still stands. What changed since is a \
      conflict: nothing is undone then, unless --partial undoes the rest. Undoing is itself an \
      operation, and redo takes it back.
      """,
    initial: OperationChange(), arguments: arguments,
    examples: [Example("crm undo", "Take back your last operation")])

  static let redo = CommandSpec(
    "redo", summary: "Take back an undo", initial: OperationChange(), arguments: arguments)

  private static let arguments: [Argument<OperationChange>] = [
    .operand("OP", \.operation, "The number of the operation"),
    .flag("partial", \.isPartial, "Leave alone what changed since and undo the rest"),
  ]

  func runUndo(in context: CommandContext) throws -> Outcome {
    report(
      "undid", try OperationUndo(context.session).undo(operation?.id, isPartial: isPartial))
  }

  func runRedo(in context: CommandContext) throws -> Outcome {
    report(
      "redid", try OperationUndo(context.session).redo(operation?.id, isPartial: isPartial))
  }

  private func report(_ verb: String, _ written: Written<OperationUndo.Result>) -> Outcome {
    let result = written.value
    let operation = written.operation
    let count = operation.created + operation.changed + operation.removed
    var summary = "\(verb) operation \(result.operation) (\(count) record\(count == 1 ? "" : "s"))"
    if !result.kept.isEmpty { summary += "; \(result.kept.count) changed since were left alone" }
    let kept = result.kept.map { Document.text("\($0.table)/\($0.record): \($0.reason)") }
    return .change(
      ChangeReport(
        summary, written,
        details: [.init("undone", .integer(result.operation)), .init("kept", .list(kept))]))
  }
}

/// The number of an operation, also written `operation/7`.
struct OperationNumber: ArgumentValue {
  var id: Int64

  init(argument: ArgumentText) throws {
    let text = try argument.string()
    let digits = text.hasPrefix("operation/") ? String(text.dropFirst(10)) : text
    guard let id = Int64(digits), id > 0 else {
      throw ArgumentMismatch(expected: "the number of an operation")
    }
    self.id = id
  }
}
