import Catalogue
import Store

/// New items stand behind those that the stage has.
///
/// A stage is named by its name, too, where only one
/// pipeline has it.
final class ChecklistCreation: CreationRules {
  private let stage: Int
  private let position: Int
  private let positions: NextPosition
  private let stages: ReferenceResolver

  init(_ context: CreationContext) throws {
    stages = try ReferenceResolver(
      .stage, session: context.session, in: context.db,
      allowsBareID: context.reader.source == .option)
    positions = NextPosition(in: Noun.checklistItem.table, context.db)
    let draft = RecordDraft(.checklistItem)
    stage = try draft.number(of: "stage")
    position = try draft.number(of: "position")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    if let name = draft.string(stage) {
      draft.set(stage, integer: try stages.id(for: name, field: "stage"))
    }
    guard let stage = draft.integer(stage), !draft.hasValue(position) else { return }
    draft.set(
      position,
      integer: try positions.next(
        in: "\(stage)", where: "stage = \(stage) AND deleted_at IS NULL"))
  }
}
