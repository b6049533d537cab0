import Catalogue
import Store
import Tabular
import Values

/// What lies in the pools, and how far the actor has used up their limits.
package struct PoolStock {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// All pools in the order in which claims look through them.
  package func list() throws -> ReportTable {
    let actor = try session.actor()
    let user = actor.id
    let today = try today()
    let claims: SQL = """
      x.kind = 'claim' AND x.to_user = \(user) AND x.from_pool = p.id
        AND x.at BETWEEN \(today.lowerBound) AND \(today.upperBound)
      """
    /// Of a pool one of the counts is nothing, since it holds customers or leads.
    func count(_ condition: SQL, _ table: KeyPath<PoolHolding, String>) -> SQL {
      let counts = PoolHolding.allCases.map {
        "(SELECT count(*) FROM \(identifier: $0[keyPath: table]) x WHERE \(condition))" as SQL
      }
      return "(\(counts.joined(separator: " + ")))"
    }
    let oldest = PoolHolding.allCases.map { holding in
      """
      SELECT * FROM (SELECT x.held_since AS since FROM \(identifier: holding.table) x
        WHERE x.pool = p.id AND x.deleted_at IS NULL ORDER BY x.held_since LIMIT 1)
      """ as SQL
    }.joined(separator: " UNION ALL ")
    return ReportTable(
      columns: columns,
      query: """
        SELECT p.id, p.name, p.holds, p.enabled, p.priority,
          \(count("x.pool = p.id AND x.deleted_at IS NULL", \.table)),
          (SELECT min(since) FROM (\(oldest))),
          \(count(claims, \.events)),
          p.claim_per_day, p.claimed_cap, p.cooldown_days,
          row_number() OVER (ORDER BY p.priority, p.id)
        FROM pool p WHERE \(RecordScope.visible(.pool, alias: "p", to: actor))
        """)
  }

  /// One pool with its settings, its stock, the actor's limits and the rules that concern it.
  package func show(_ reference: String) throws -> Document {
    let user = try session.actor().id
    let zone = try session.settings().zone
    return try session.read { db in
      let id = try ReferenceResolver(.pool, session: session, in: db).id(for: reference)
      let holds: String = try db.value("SELECT holds FROM pool WHERE id = \(id)") ?? ""
      let holding = PoolHolding(rawValue: holds) ?? .customers
      let quota = try ClaimQuota(
        holding, pool: id, user: user, now: session.now, zone: zone, in: db)
      let settings = try db.row(
        "SELECT priority, remark, entry, hidden FROM pool WHERE id = \(id)", as: Int64.self,
        String?.self, String?.self, String?.self)
      let stock: Int64 =
        try db.value(
          """
          SELECT count(*) FROM \(identifier: holding.table) WHERE pool = \(id) AND deleted_at IS NULL
          """) ?? 0
      let oldest: String? = try db.value(
        """
        SELECT held_since FROM \(identifier: holding.table) WHERE pool = \(id) AND deleted_at IS NULL
        ORDER BY held_since LIMIT 1
        """)
      let rules = try RecycleRule.all(in: db).filter { $0.toPool == id || $0.scope == .pool(id) }
      return .object([
        session.entry("id", "ID", "ID", .integer(id)),
        session.entry("name", "Name", "公海池名称", .text(quota.name)),
        session.entry("holds", "Holds", "存放对象", .text(holds)),
        session.entry("enabled", "Enabled", "启用", .bool(quota.isEnabled)),
        session.entry("priority", "Priority", "优先级", .integer(settings?.0 ?? 0)),
        session.entry("stock", "Stock", "存量", .integer(stock)),
        session.entry("oldest", "Oldest since", "最早入池", oldest.map { .instant($0) } ?? .null),
        session.entry(
          "claimed_today", "Claimed by me today", "今日已领取", .integer(Int64(quota.usedToday))),
        session.entry("claim_per_day", "Claims per day", "每日领取上限", integer(quota.perDay)),
        session.entry("held", "Claimed ones I hold", "已领取数", .integer(Int64(quota.held))),
        session.entry("claimed_cap", "Claimed cap", "客户上限数", integer(quota.cap)),
        session.entry("owned", "Customers I own, not won", "归属客户数", .integer(Int64(quota.owned))),
        session.entry("owned_cap", "Owned cap", "归属客户上限", integer(quota.ownedCap)),
        session.entry("cooldown_days", "Cooldown", "冷却天数", .integer(Int64(quota.cooldownDays))),
        session.entry("freeze_days", "Freeze", "冻结天数", .integer(Int64(quota.freezeDays))),
        session.entry("member", "I belong to it", "我是成员", .bool(quota.isMember)),
        session.entry(
          "members", "Members", "成员", .list(try members(of: id, in: db).map { .text($0) })),
        session.entry(
          "admins", "Admins", "管理员", .list(try admins(of: id, in: db).map { .text($0) })),
        session.entry("hidden", "Hidden fields", "隐藏字段", .orNull(settings?.3)),
        session.entry("entry", "Entry condition", "进入条件", .orNull(settings?.2)),
        session.entry("remark", "Remark", "备注", .orNull(settings?.1)),
        session.entry("rules", "Recycle rules", "回收规则", .list(rules.map { .text($0.summary) })),
      ])
    }
  }

  /// Users, teams and roles as they were named: `li.wei`, `team:east`, `role:sales`.
  private func members(of pool: Int64, in db: ReadTransaction) throws -> [String] {
    try db.values(
      """
      SELECT u.login FROM pool_user l JOIN "user" u ON u.id = l."user" WHERE l.pool = \(pool)
      UNION ALL
      SELECT 'team:' || t.name FROM pool_team l JOIN team t ON t.id = l.team WHERE l.pool = \(pool)
      UNION ALL
      SELECT 'role:' || r.name FROM pool_role l JOIN role r ON r.id = l.role WHERE l.pool = \(pool)
      """)
  }

  private func admins(of pool: Int64, in db: ReadTransaction) throws -> [String] {
    try db.values(
      """
      SELECT u.login FROM pool_admin l JOIN "user" u ON u.id = l."user" WHERE l.pool = \(pool)
      ORDER BY u.login
      """)
  }

  private var columns: [Column] {
    return [
      session.language.column("id", "ID", "ID", .integer),
      session.language.column("name", "Name", "公海池名称", .text),
      session.language.column("holds", "Holds", "存放对象", .text),
      session.language.column("enabled", "Enabled", "启用", .bool),
      session.language.column("priority", "Priority", "优先级", .integer),
      session.language.column("stock", "Customers", "客户数", .integer),
      session.language.column("oldest", "Oldest since", "最早入池", .instant),
      session.language.column("claimed_today", "Claimed today", "今日已领取", .integer),
      session.language.column("claim_per_day", "Claims per day", "每日领取上限", .integer),
      session.language.column("claimed_cap", "Claimed cap", "客户上限数", .integer),
      session.language.column("cooldown_days", "Cooldown", "冷却天数", .integer),
    ]
  }

  private func today() throws -> ClosedRange<Instant> {
    let zone = try session.settings().zone
    let today = try session.today()
    return zone.startOfDay(today)...zone.endOfDay(today)
  }

  private func integer(_ value: Int?) -> Document { value.map { .integer(Int64($0)) } ?? .null }
}
