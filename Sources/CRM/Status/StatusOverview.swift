import Catalogue
import Store
import Tabular
import Values

/// The follow states in the order of the process, with how many customers stand in each, and
/// whether customers may go back.
package struct StatusOverview {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func document() throws -> Document {
    try session.read { db in
      let states = try FollowStates(in: db)
      var counts: [String: Int64] = [:]
      for (status, count) in try db.rows(
        """
        SELECT status, count(*) FROM customer
        WHERE deleted_at IS NULL AND status IS NOT NULL GROUP BY status
        """, as: String.self, Int64.self)
      {
        counts[status] = count
      }
      return .object([
        session.entry("reversible", "One step back", "是否可逆", .bool(states.isReversible)),
        session.entry(
          "states", "States", "跟进状态",
          .list(
            states.states.map { state in
              .object([
                session.entry("state", "State", "状态", .text(state.key)),
                session.entry("label", "Title", "名称", .text(state.label[session.language])),
                session.entry("kind", "Kind", "类别", .text(state.kind.rawValue)),
                session.entry("active", "Active", "启用", .bool(state.isActive)),
                session.entry("customers", "Customers", "客户数", .integer(counts[state.key] ?? 0)),
              ])
            })),
      ])
    }
  }

  /// Lets customers go back one step, or not.
  package func setReversible(_ isReversible: Bool) throws -> Written<Void> {
    try session.write { db in
      try SettingValues.write(.integer(isReversible ? 1 : 0), to: .reversible, in: db)
    }
  }
}
