import Catalogue
import Store
import Tabular
import Values

extension CustomerSection {
  /// What the customer waits for, what is due soonest first.
  static let tickets = CustomerSection("tickets", "the ones that are not resolved") { scene in
    scene.list(
      "tickets", "Open tickets", "未解决工单",
      try scene.db.rows(
        """
        SELECT t.id, t.title, t.kind, t.state, t.due, u.login
        FROM ticket t LEFT JOIN "user" u ON u.id = t.assignee
        WHERE t.customer = \(scene.customer) AND \(PendingTickets.isPending("t"))
          AND \(try scene.visible(.ticket, "t"))
        ORDER BY t.due IS NULL, t.due, t.id LIMIT \(CustomerScene.most + 1)
        """, as: Int64.self, String.self, String.self, String.self, String?.self, String?.self
      ).map { row in
        .object([
          scene.session.entry("ref", "Record", "记录", scene.reference(.ticket, row.0)),
          scene.session.entry("title", "Title", "主题", .text(row.1)),
          scene.session.entry("kind", "Kind", "类型", .text(row.2)),
          scene.session.entry("state", "State", "状态", .text(row.3)),
          scene.session.entry("due", "Due", "截止日期", .orNull(row.4)),
          scene.session.entry("assignee", "Assignee", "处理人", .orNull(row.5)),
        ])
      })
  }
}
