import Catalogue
import Store
import Values

/// Assignment rules are kept in canonical form, and only when everybody whom they name is there.
final class AssignRuleCreation: CreationRules {
  private static let condition = KeptCondition(field: "condition", noun: "noun")

  private let context: CreationContext
  private let noun, members, position, fallbackPool: Int
  private let fallbacks: [Int]
  private let positions: NextPosition

  init(_ context: CreationContext) throws {
    try Self.requireAdmin(context.actor)
    self.context = context
    positions = NextPosition(in: Noun.assignRule.table, context.db)
    let draft = RecordDraft(.assignRule)
    noun = try draft.number(of: "noun")
    members = try draft.number(of: "members")
    position = try draft.number(of: "position")
    fallbackPool = try draft.number(of: "fallback_pool")
    fallbacks = try Self.fallbackFields.map { try draft.number(of: $0) }
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    draft.fillDefaults()
    guard let name = draft.string(noun), let text = draft.string(members) else { return }
    let target = try Self.noun(name)
    draft.set(noun, text: target.name)
    try Self.condition.settle(draft, for: try context.session.noun(target), in: context)
    draft.set(
      members,
      text: try AssignMembers(
        text, resolver: try context.reader.resolver(for: Noun.user.name), in: context.db
      ).text)
    if fallbacks.allSatisfy({ draft.hasValue($0) }) { throw Self.twofold }
    try Self.check(draft.integer(fallbackPool), for: target, in: context.db)
    if !draft.hasValue(position) {
      draft.set(
        position, integer: try positions.next(in: target.name, where: "noun = \(target.name)"))
    }
  }

  // MARK: Changes

  @Sendable
  static func changed(_ change: RecordChange) throws {
    try requireAdmin(change.session.actor())
    let isTwofold = try change.db.exists(
      """
      SELECT 1 FROM assign_rule WHERE id IN \(ids: change.ids)
        AND fallback_pool IS NOT NULL AND fallback_user IS NOT NULL
      """)
    if isTwofold { throw twofold }
    let decides = !change.fields.isDisjoint(with: ["noun", "fallback_pool"])
    for (name, pool) in try !decides
      ? []
      : change.db.rows(
        """
        SELECT noun, fallback_pool FROM assign_rule
        WHERE id IN \(ids: change.ids) AND fallback_pool IS NOT NULL
        """, as: String.self, Int64.self)
    {
      try check(pool, for: Self.noun(name), in: change.db)
    }
    try condition.settle(change)
    guard change.fields.contains("members") else { return }
    let resolver = try ReferenceResolver(.user, session: change.session, in: change.db)
    for (id, text) in try change.db.rows(
      "SELECT id, members FROM assign_rule WHERE id IN \(ids: change.ids)",
      as: Int64.self, String.self)
    {
      let canonical = try AssignMembers(text, resolver: resolver, in: change.db).text
      try change.db.update(
        "assign_rule", where: "id = \(id)", set: [("members", "\(canonical)")], touching: false)
    }
  }

  @Sendable
  static func presenceChanged(_ ids: [Int64], in db: WriteTransaction, session: Session) throws {
    try requireAdmin(session.actor())
    try AssignMembers.checkAll(session: session, in: db)
  }

  // MARK: Checks

  private static let fallbackFields = ["fallback_pool", "fallback_user"]

  private static func noun(_ name: String) throws -> Noun {
    let nouns = Catalogue(AssignRule.nouns)
    guard let noun = nouns.noun(name) else {
      throw UserError(
        .usage, "there are no assignment rules of '\(name)'", code: "E_ASSIGN",
        hints: ["nouns with assignment rules: \(nouns.nouns.map(\.name).joined(separator: ", "))"])
    }
    return noun
  }

  /// What is assigned falls back only to pools that hold such records.
  private static func check(_ pool: Int64?, for noun: Noun, in db: ReadTransaction) throws {
    guard let holding = PoolHolding(of: noun) else { return }
    try PoolPlaces(for: holding, in: db).check(pool)
  }

  private static var twofold: UserError {
    UserError(
      .usage, "an assignment rule has one of \(fallbackFields.joined(separator: ", ")) at most",
      code: "E_ASSIGN", hints: ["clear the other one: --fallback-pool="])
  }

  /// Rules give customers to people: only an admin makes them.
  private static func requireAdmin(_ actor: Actor) throws {
    try actor.requireAdmin(to: "change the assignment rules")
  }
}
