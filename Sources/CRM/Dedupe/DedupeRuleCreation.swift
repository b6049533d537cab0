import Catalogue
import Store
import Values

/// A dedupe rule is kept only when it can be asked of every record: new ones and changed ones are
/// checked alike, and kept in their canonical form.
final class DedupeRuleCreation: CreationRules {
  private let context: CreationContext
  private let noun, type, keys, position: Int
  private static let condition = KeptCondition(field: "condition", noun: "noun")
  private let positions: NextPosition

  init(_ context: CreationContext) throws {
    self.context = context
    positions = NextPosition(in: Noun.dedupeRule.table, context.db)
    let draft = RecordDraft(.dedupeRule)
    noun = try draft.number(of: "noun")
    type = try draft.number(of: "type")
    keys = try draft.number(of: "keys")
    position = try draft.number(of: "position")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let name = draft.string(noun), let text = draft.string(keys) else { return }
    let target = try Self.noun(name)
    draft.set(noun, text: target.name)
    if let given = draft.string(type) {
      draft.set(type, text: try target.typeKey(given, code: Self.code))
    }
    draft.set(keys, text: try Self.keys(text, of: target))
    try Self.condition.settle(draft, for: target, in: context)
    try Self.check(
      draft.string(try draft.number(of: "condition")), of: target, session: context.session,
      in: context.db)
    if !draft.hasValue(position) {
      draft.set(
        position,
        integer: try positions.next(in: target.name, where: "noun = \(target.name)"))
    }
  }

  @Sendable
  static func changed(_ change: RecordChange) throws {
    try condition.settle(change)
    for (id, name, type, text, condition) in try change.db.rows(
      "SELECT id, noun, type, keys, condition FROM dedupe_rule WHERE id IN \(ids: change.ids)",
      as: Int64.self, String.self, String?.self, String.self, String?.self)
    {
      let noun = try noun(name)
      try check(condition, of: noun, session: change.session, in: change.db)
      let type = try type.map { try noun.typeKey($0, code: code) }
      let keys = try keys(text, of: noun)
      try change.db.update(
        "dedupe_rule", where: "id = \(id)",
        set: [("type", "\(type)"), ("keys", "\(keys)")], touching: false)
    }
  }

  // MARK: Checks

  /// A record that is not saved yet has neither facts nor links: a condition cannot ask for them.
  private static func check(
    _ condition: String?, of noun: Noun, session: Session, in db: ReadTransaction
  ) throws {
    guard let condition else { return }
    let noun = try session.noun(noun)
    let compiler = try ConditionCompiler(
      condition, for: noun, today: try session.today(), session: session,
      reader: try FieldReader(.option, session: session, db: db))
    for field in compiler.paths.compactMap(\.first?.field)
    where field.isLink || noun.facts.contains(where: { $0.name == field.name }) {
      throw UserError(
        .usage, "a dedupe rule cannot ask for \(field.name), which only a saved record has",
        code: code, hints: ["conditions on fields of the record itself can be asked of new ones"])
    }
  }

  private static let code = "E_DEDUPE"

  private static func noun(_ name: String) throws -> Noun {
    let nouns = Catalogue(DedupeRule.nouns)
    guard let noun = nouns.noun(name) else {
      throw UserError(
        .usage, "there are no dedupe rules of '\(name)'", code: code,
        hints: ["nouns with dedupe rules: \(nouns.nouns.map(\.name).joined(separator: ", "))"])
    }
    return noun
  }

  /// The names in canonical form; one of the fields has to have a key, by which equal records are
  /// found without a look at every one.
  private static func keys(_ text: String, of noun: Noun) throws -> String {
    let possible = noun.fields.filter {
      $0.isSetAtCreation && !$0.isLink && !$0.isCustom && $0.type != .longText
    }
    let names = try FieldNames.read(text, among: possible, of: noun, code: code)
    let keyed = possible.filter { $0.key != nil }.map(\.name)
    guard names.contains(where: keyed.contains) else {
      throw UserError(
        .usage, "a dedupe rule compares one of \(keyed.joined(separator: ", ")) at least",
        code: code, hints: ["others narrow it: name,region"])
    }
    return names.joined(separator: " ")
  }
}
