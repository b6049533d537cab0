import Catalogue
import Store
import Tabular
import Values

/// Adds, removes and lists the recycle rules.
package struct RecycleRuleBook {
  /// A rule as a command describes it: names where the store has ids.
  package struct Draft: Sendable {
    package var kind: RecycleRule.Kind
    package var days: Int
    /// `user:U`, `team:T`, `role:R` or `pool:P`; nil: everybody.
    package var scope: String?
    package var pool: String?
    /// Days until the rule acts, so that nobody loses a customer unwarned.
    package var graceDays = 7
    package var resetsBy = RecycleRule.FollowUpAuthor.owner
    package var excludesWon = true
    package var condition: String?

    package init(kind: RecycleRule.Kind, days: Int) {
      self.kind = kind
      self.days = days
    }
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Adds a rule behind the existing ones and returns it.
  package func add(_ draft: Draft) throws -> Written<RecycleRule> {
    let days = 0...36_500
    guard days.contains(draft.days), days.contains(draft.graceDays) else {
      throw UserError(.usage, "days are whole numbers from 0 to \(days.upperBound)")
    }
    try requireAdmin()
    let actsFrom = try session.today().adding(days: draft.graceDays)
    return try session.write { db in
      let scope = try draft.scope.map { try self.scope($0, in: db) } ?? .everybody
      let pool = try draft.pool.map {
        try ReferenceResolver(.pool, session: session, in: db).id(for: $0)
      }
      let condition = try draft.condition.map { text in
        let reader = try FieldReader(.option, session: session, db: db)
        return try ConditionCompiler.canonical(
          text, for: .customer, session: session, reader: reader)
      }
      let now = Scalar.text(db.request.at.description)
      let id = try db.insert(
        "recycle_rule",
        [
          ("kind", .text(draft.kind.rawValue)), ("days", .integer(Int64(draft.days))),
          ("scope_noun", scope.stored?.noun.scalar ?? .null),
          ("scope", scope.stored?.id.scalar ?? .null), ("to_pool", pool.scalar),
          ("resets_by", .text(draft.resetsBy.rawValue)), ("exclude_won", draft.excludesWon.scalar),
          ("acts_from", .text(actsFrom.description)), ("condition", condition.scalar),
          (
            "position",
            try db.value("SELECT ifnull(max(position), 0) + 10 FROM recycle_rule")
              ?? .integer(10)
          ),
          ("created_at", now), ("created_by", db.request.actor.scalar), ("updated_at", now),
        ])
      return RecycleRule(
        id: id, kind: draft.kind, days: draft.days, scope: scope,
        toPool: try pool ?? PublicPool.id(in: db), resetsBy: draft.resetsBy,
        excludesWon: draft.excludesWon, condition: condition, actsFrom: actsFrom)
    }
  }

  /// Takes rules out of force; the events that they caused keep naming them.
  package func delete(_ ids: [Int64]) throws -> Written<Int> {
    try requireAdmin()
    return try session.write { db in
      let known = Set(try RecycleRule.all(in: db).map(\.id))
      if let unknown = ids.first(where: { !known.contains($0) }) {
        throw UserError(
          .notFound, "no recycle rule \(unknown)", code: "E_REFERENCE",
          hints: ["'crm pool rule list' shows the rules"])
      }
      return try db.update(
        "recycle_rule", where: "id IN \(ids: ids)", set: [("deleted_at", "\(db.request.at)")])
    }
  }

  /// All rules in declared order.
  package func list() -> ReportTable {
    let chinese = session.language == .chinese
    func column(_ name: String, _ english: String, _ label: String, _ kind: ColumnKind) -> Column {
      Column(name, label: chinese ? label : english, kind: kind)
    }
    return ReportTable(
      columns: [
        column("id", "ID", "ID", .integer), column("kind", "Kind", "类型", .text),
        column("days", "Days", "天数", .integer), column("scope", "Scope", "范围", .text),
        column("to_pool", "To pool", "回落至", .text),
        column("resets_by", "Resets by", "跟进人范围", .text),
        column("exclude_won", "Won stay", "成单不回落", .bool),
        column("acts_from", "Acts from", "生效日期", .day),
        column("condition", "Condition", "条件", .text),
      ],
      query: """
        SELECT r.id, r.kind, r.days, r.scope_noun || ':' || CASE r.scope_noun
            WHEN 'user' THEN (SELECT login FROM "user" WHERE id = r.scope)
            WHEN 'team' THEN (SELECT name FROM team WHERE id = r.scope)
            WHEN 'role' THEN (SELECT name FROM role WHERE id = r.scope)
            ELSE (SELECT name FROM pool WHERE id = r.scope) END,
          ifnull((SELECT name FROM pool WHERE id = r.to_pool), \(PublicPool.name)),
          r.resets_by, r.exclude_won, r.acts_from, r.condition,
          row_number() OVER (ORDER BY r.position, r.id)
        FROM recycle_rule r WHERE r.deleted_at IS NULL
        """)
  }

  /// Rules take customers away from people: only an admin makes them.
  private func requireAdmin() throws {
    guard try session.actor().isAdmin else {
      throw UserError(.denied, "only an admin may change the recycle rules")
    }
  }

  private func scope(_ text: String, in db: ReadTransaction) throws -> RecycleRule.Scope {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    let nouns: [Noun] = [.user, .team, .role, .pool]
    guard parts.count == 2, let noun = nouns.first(where: { $0.name == parts[0] }) else {
      throw UserError(
        .usage, "the scope '\(text)' is not valid",
        hints: ["write user:LOGIN, team:NAME, role:NAME or pool:NAME"])
    }
    let id = try ReferenceResolver(noun, session: session, in: db).id(for: parts[1])
    return RecycleRule.Scope(noun: noun.name, id: id)
  }
}
