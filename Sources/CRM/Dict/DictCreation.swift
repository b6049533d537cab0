import Catalogue
import Store
import Values

/// New entries of option lists: in a list that exists, behind the others, with titles.
final class DictCreation: CreationRules {
  private let context: CreationContext
  private let lists: [String]
  /// Those from which records choose several entries.
  private let multipleLists: Set<String>
  private let dictionary: Int
  private let key: Int
  private let name: Int
  private let english: Int
  private let chinese: Int
  private let position: Int
  private let kind: Int
  private let positions: NextPosition

  init(_ context: CreationContext) throws {
    self.context = context
    positions = NextPosition(in: Noun.dict.table, context.db)
    lists = try OptionList.names(in: context.session.catalogue)
    multipleLists = Set(
      try context.session.catalogue.nouns.flatMap(\.fields).filter(\.isLink)
        .compactMap(\.type.optionList))
    let draft = RecordDraft(.dict)
    dictionary = try draft.number(of: "dictionary")
    key = try draft.number(of: "key")
    name = try draft.number(of: "name")
    english = try draft.number(of: "label_en")
    chinese = try draft.number(of: "label_zh")
    position = try draft.number(of: "position")
    kind = try draft.number(of: "kind")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let list = draft.string(dictionary), let text = draft.string(key) else { return }
    guard lists.contains(list) else {
      throw UserError(
        .usage, "there is no option list '\(list)'", code: "E_LIST",
        hints: [
          NearestNames.hint(for: list, among: lists) ?? "lists: \(lists.joined(separator: ", "))"
        ])
    }
    if multipleLists.contains(list) { try LinkedName.check(text, of: "choice") }
    draft.set(name, text: "\(list).\(text)")
    if !draft.hasValue(english) { draft.set(english, text: draft.string(chinese) ?? text) }
    if !draft.hasValue(chinese) { draft.set(chinese, text: draft.string(english) ?? text) }
    if !draft.hasValue(kind) { draft.set(kind, scalar: EntryKind.standard(in: list).scalar) }
    try EntryKind.check(draft.string(kind), in: list)
    if !draft.hasValue(position) {
      draft.set(
        position,
        integer: draft.string(kind) == FollowState.Kind.middle.rawValue
          ? try FollowStates.positionBeforeEnds(in: context.db)
          : try positions.next(in: list, where: "dictionary = \(list)"))
    }
  }
}
