import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// `crm stage check`: ticks items of an opportunity's checklist.
struct StageCheck: Command {
  var opportunity: String?
  var items: [String] = []
  var isUndo = false

  static let spec = CommandSpec(
    "stage", "check", summary: "Check items of an opportunity's checklist",
    discussion: """
      Items are found in the stage where the opportunity is, then in the other stages of its pipeline. \
      What is checked stays so when the opportunity goes back.
      """,
    initial: StageCheck(),
    arguments: [
      .operand(
        "OPPORTUNITY", \.opportunity, "The opportunity, by id or name", isRequired: true,
        completion: .dynamic("opportunity")),
      .operand(
        "ITEM", \.items, "The items, by name or id", completion: .dynamic("checklist_item")),
      .flag("undo", \.isUndo, "Take the check back"),
    ],
    examples: [
      Example("crm stage check 7 需求确认", "It is done"),
      Example("crm stage check 7 需求确认 --undo", "It is not, after all"),
    ], seeAlso: ["stage show", "stage advance", "stage item add"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    guard let opportunity, !items.isEmpty else {
      throw UserError(
        .usage, "no item is named",
        hints: [
          "'crm stage show --opportunity \(opportunity ?? "OPPORTUNITY")' shows the checklist"
        ])
    }
    let written = try StageChecking(session, undo: isUndo).check(items, of: opportunity)
    let result = written.value
    let reference = Noun.opportunity.reference(result.opportunity)
    let names = result.items.map { "'\($0)'" }.joined(separator: ", ")
    var summary: String
    if result.items.isEmpty {
      summary = isUndo ? "nothing of that is checked" : "that is checked already"
    } else {
      summary = "\(isUndo ? "took back" : "checked") \(names) of \(reference) '\(result.title)'"
    }
    if !isUndo {
      summary +=
        result.open.isEmpty ? "" : "; \(result.open.count) required to go"
    }
    return .change(
      ChangeReport(
        summary, written,
        records: result.items.isEmpty ? [] : [.init(reference, title: result.title)],
        details: [
          .init("items", .list(result.items.map { .text($0) })),
          .init("open", .list(result.open.map { .text($0) })),
        ]))
  }
}
