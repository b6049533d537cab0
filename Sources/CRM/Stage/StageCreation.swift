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
  private let forecast: Int
  private let required: Int

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.stage)
    pipeline = try draft.number(of: "pipeline")
    kind = try draft.number(of: "kind")
    position = try draft.number(of: "position")
    probability = try draft.number(of: "probability")
    forecast = try draft.number(of: "forecast_category")
    required = try draft.number(of: "required_fields")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let pipelineID = draft.integer(pipeline), let kind = draft.string(kind) else { return }
    try settleForecast(of: draft, kind)
    if let text = draft.string(required) {
      let names = try StageFields.canonical(text, in: context.session)
      if let names { draft.set(required, text: names) } else { draft.setNull(required) }
    }
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

  private func settleForecast(of draft: RecordDraft, _ kind: String) throws {
    guard let kind = StageKind(rawValue: kind) else { return }
    if let given = draft.string(forecast), given != ForecastCategory.pipeline.rawValue {
      try StageChange.check(forecast: given, for: kind)
    } else {
      // The default is that of open stages.
      draft.set(forecast, text: (ForecastCategory.fixed(for: kind) ?? .pipeline).rawValue)
    }
  }
}
