import Catalogue
import Store
import Values

/// New stages: open ones are ordered as they are added; won is 100 percent, lost and invalid 0.
final class StageCreation: CreationRules {
  private let context: CreationContext
  private let pipeline: Int
  private let kind: Int
  private let position: Int
  private let probability: Int

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.stage)
    pipeline = try draft.number(of: "pipeline")
    kind = try draft.number(of: "kind")
    position = try draft.number(of: "position")
    probability = try draft.number(of: "probability")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let pipelineID = draft.integer(pipeline), let kind = draft.string(kind) else { return }
    if kind != "open" {
      let isTaken = try context.db.exists(
        """
        SELECT 1 FROM stage WHERE pipeline = \(pipelineID) AND kind = \(kind)
          AND deleted_at IS NULL AND id <> \(id)
        """)
      if isTaken {
        throw UserError(.conflict, "the pipeline already has a stage of kind \(kind)")
      }
    }
    let certain: [String: Int64] = ["won": 100, "lost": 0, "invalid": 0]
    if let fixed = certain[kind] {
      if let given = draft.integer(probability), given != fixed {
        throw UserError(.usage, "a stage of kind \(kind) has the probability \(fixed)")
      }
      draft.set(probability, integer: fixed)
    } else {
      draft.fill(probability, with: .integer(0))
    }
    try draft.fill(
      position,
      with: try context.db.value(
        """
        SELECT ifnull(max(position), 0) + 10 FROM stage
        WHERE pipeline = \(pipelineID) AND deleted_at IS NULL
        """) ?? .integer(10))
  }
}
