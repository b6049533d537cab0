import Catalogue
import Conditions
import Store
import Values

/// `tag TAG`, `untag TAG`.
struct TagAction: AutomationAction {
  let written: RuleAction
  private let noun: Noun
  private let tags: [Int64]
  private let isRemoval: Bool

  init(_ names: [Condition.Value], isRemoval: Bool, _ scene: ActionScene) throws {
    guard let field = scene.noun.field("tag") else {
      throw UserError(.usage, "a \(scene.noun.name) has no tags", code: "E_ACTION")
    }
    noun = scene.noun
    self.isRemoval = isRemoval
    tags = try names.map { name in
      try scene.placed(name) { try scene.reader.id(name.text, as: field) }
    }
    written = isRemoval ? .untag(names) : .tag(names)
  }

  func change(
    _ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    _ = try Tagging(noun, session: session).change(
      ids, adding: isRemoval ? [] : tags, removing: isRemoval ? tags : [], in: db)
  }
}
