import CRM
import CommandLineKit

/// `crm score rebuild`: past events get the points that their behaviors have now.
struct ScoreRebuildCommand: Command {
  static let spec = CommandSpec(
    "score", "rebuild", summary: "Give past events the present points of their behaviors",
    discussion: """
      Changing a behavior does not change what was recorded before; this does, for all events: \
      points, limit per day and half-life. --dry-run says how many scores would change.
      """,
    initial: ScoreRebuildCommand(), arguments: [],
    examples: [Example("crm score rebuild --dry-run", "How many scores would change")],
    seeAlso: ["score explain", "behavior edit"])

  func run(in context: CommandContext) throws -> Outcome {
    let written = try ScoreRebuild(context.session).run()
    let (events, scores) = (written.value.events, written.value.scores)
    let summary =
      events == 0
      ? "all events have the present points already"
      : "gave \(events) event\(events == 1 ? "" : "s") the present points; "
        + "\(scores) score\(scores == 1 ? " is" : "s are") another one now"
    return .change(
      ChangeReport(
        summary, written,
        details: [
          .init("events", .integer(Int64(events))), .init("scores", .integer(Int64(scores))),
        ]))
  }
}
