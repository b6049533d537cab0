import CRM
import CommandLineKit
import Tabular

/// `crm score bands`: from which score on a customer has which priority.
struct ScoreBandsCommand: Command {
  var a: Int?
  var b: Int?

  static let spec = CommandSpec(
    "score", "bands", summary: "Show or set the scores that priorities begin at",
    discussion: """
      A customer has priority A from one score on, B from a lower one, and C below. Without options \
      the bands are shown. Fields that rules decide by the priority follow new bands at once.
      """,
    initial: ScoreBandsCommand(),
    arguments: [
      .option("a-from", value: "SCORE", \.a, "Priority A begins at this score"),
      .option("b-from", value: "SCORE", \.b, "Priority B begins at this score"),
    ],
    examples: [
      Example("crm score bands", "The bands as they are"),
      Example("crm score bands --a-from 80 --b-from 40", "Be more demanding"),
    ], seeAlso: ["score explain"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    guard a != nil || b != nil else {
      return .document(try session.read { document(try ScoreBands(in: $0)) })
    }
    let written = try session.write { db in
      var bands = try ScoreBands(in: db)
      if let a { bands.a = Int64(a) }
      if let b { bands.b = Int64(b) }
      try bands.write(to: db)
      return bands
    }
    return .change(
      ChangeReport(
        "priorities: \(written.value)", written,
        details: [
          .init("a", .integer(written.value.a)), .init("b", .integer(written.value.b)),
        ]))
  }

  private func document(_ bands: ScoreBands) -> Document {
    .object([
      .init("a", label: "A from", .integer(bands.a)),
      .init("b", label: "B from", .integer(bands.b)),
    ])
  }
}
