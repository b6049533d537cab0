import Catalogue
import Store
import Tabular

/// What is said about moves that were made.
enum StageMoveReport {
  static func make<T>(
    _ written: Written<T>, steps: [StageMove.Step], asked: Int
  ) -> ChangeReport {
    let summary: String
    if let step = steps.first, steps.count == 1 {
      summary = "moved \(step.opportunity.subject) from '\(step.from.name)' to '\(step.to.name)'"
    } else if asked == 0 {
      summary = "moved no opportunity"
    } else if steps.isEmpty {
      summary = asked == 1 ? "it already is in that stage" : "they already are in that stage"
    } else {
      summary = "moved \(steps.count) opportunities"
    }
    return ChangeReport(
      summary, written,
      records: steps.map {
        .init(Noun.opportunity.reference($0.opportunity.id), title: $0.opportunity.name)
      },
      details: [.init("moves", .list(steps.map(document)))])
  }

  private static func document(_ step: StageMove.Step) -> Document {
    .object([
      .init("opportunity", .text(Noun.opportunity.reference(step.opportunity.id))),
      .init("from", .text(step.from.name)), .init("to", .text(step.to.name)),
    ])
  }
}
