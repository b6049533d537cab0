import Catalogue
import Store

/// New pipelines stand behind the existing ones.
final class PipelineCreation: CreationRules {
  private let context: CreationContext

  init(_ context: CreationContext) throws {
    self.context = context
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    try draft.fill(
      try draft.number(of: "position"),
      with: try context.db.value(
        "SELECT ifnull(max(position), 0) + 10 FROM pipeline WHERE deleted_at IS NULL")
        ?? .integer(10)
    )
  }
}
