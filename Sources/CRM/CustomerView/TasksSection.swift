import Catalogue
import Store
import Tabular
import Values

extension CustomerSection {
  /// What there is to do about the customer, what is due soonest first.
  static let tasks = CustomerSection("tasks", "the open ones") { scene in
    scene.list(
      "tasks", "Open tasks", "待办",
      try scene.db.rows(
        """
        SELECT t.id, t.title, t.due, u.login FROM task t JOIN "user" u ON u.id = t.assignee
        WHERE t.customer = \(scene.customer) AND \(OpenTasks.isOpen("t"))
          AND \(try scene.visible(.task, "t"))
        ORDER BY t.due IS NULL, t.due, t.id LIMIT \(CustomerScene.most + 1)
        """, as: Int64.self, String.self, String?.self, String.self
      ).map { row in
        .object([
          scene.session.entry("ref", "Record", "记录", scene.reference(.task, row.0)),
          scene.session.entry("title", "Title", "待办事项", .text(row.1)),
          scene.session.entry("due", "Due", "截止日期", .orNull(row.2)),
          scene.session.entry("assignee", "Assignee", "负责人", .text(row.3)),
        ])
      })
  }
}
