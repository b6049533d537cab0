import Store
import Values

/// The turns of a rule, as they stand before a run and as the run leaves them.
struct AssignTurns {
  private let rule: AssignRule
  private let session: Session

  init(_ rule: AssignRule, session: Session) {
    self.rule = rule
    self.session = session
  }

  /// The queue as earlier runs left it.
  func queue(in db: ReadTransaction) throws -> AssignQueue {
    let owned = try rule.ownedCap == nil ? [:] : records(where: "1", in: db)
    let open = try rule.strategy == .leastOpen ? records(where: isOpen, in: db) : [:]
    let members = try rule.members.map { member in
      var left: [Int64] = []
      if let cap = rule.ownedCap { left.append(max(0, cap - (owned[member.user] ?? 0))) }
      if let limit = rule.perDay {
        left.append(max(0, limit - (try givenToday(to: member.user, in: db))))
      }
      return AssignQueue.Member(
        user: member.user, login: member.login, weight: member.weight,
        isEnabled: member.isActive, open: open[member.user] ?? 0, left: left.min(),
        credit: try credit(of: member.user, in: db))
    }
    let last: Int64? = try db.value(
      """
      SELECT "user" FROM assign_turn WHERE rule = \(rule.id) AND is_last = 1
      ORDER BY id DESC LIMIT 1
      """)
    return AssignQueue(
      rule.strategy, members, last: members.firstIndex { $0.user == last })
  }

  /// Keeps what the run made of it, for the next one.
  func save(_ queue: AssignQueue, before: AssignQueue, in db: WriteTransaction) throws {
    for (index, member) in queue.members.enumerated()
    where member.got > 0 || member.credit != before.members[index].credit {
      try db.insert(
        "assign_turn",
        [
          ("rule", .integer(rule.id)), ("user", .integer(member.user)),
          ("at", .text(session.now.description)), ("records", .integer(member.got)),
          ("credit", .integer(member.credit)),
          ("is_last", .integer(member.got > 0 && queue.last == index ? 1 : 0)),
        ])
    }
  }

  // MARK: What members have

  private func credit(of user: Int64, in db: ReadTransaction) throws -> Int64 {
    try db.value(
      """
      SELECT credit FROM assign_turn WHERE rule = \(rule.id) AND "user" = \(user)
      ORDER BY id DESC LIMIT 1
      """) ?? 0
  }

  private func givenToday(to user: Int64, in db: ReadTransaction) throws -> Int64 {
    let zone = try session.settings().zone
    let today = try session.today()
    return try db.value(
      """
      SELECT ifnull(sum(records), 0) FROM assign_turn
      WHERE rule = \(rule.id) AND "user" = \(user)
        AND at BETWEEN \(zone.startOfDay(today)) AND \(zone.endOfDay(today))
      """) ?? 0
  }

  /// How many live records each member owns.
  private func records(where condition: SQL, in db: ReadTransaction) throws -> [Int64: Int64] {
    var counts: [Int64: Int64] = [:]
    for (user, count) in try db.rows(
      """
      SELECT owner, count(*) FROM \(identifier: rule.holding.table)
      WHERE owner IN \(ids: rule.members.map(\.user)) AND deleted_at IS NULL AND \(condition)
      GROUP BY owner
      """, as: Int64.self, Int64.self)
    {
      counts[user] = count
    }
    return counts
  }

  /// Customers that are neither won nor lost, leads of which something may become.
  private var isOpen: SQL {
    switch rule.holding {
    case .customers:
      """
      status NOT IN (SELECT key FROM dictionary_entry
        WHERE dictionary = \(FollowStates.list) AND kind IN ('won', 'lost') AND deleted_at IS NULL)
      """
    case .leads: "status IN \(list: LeadStatus.open)"
    }
  }
}
