import Catalogue
import Store
import Values

/// Open tasks of the user that are due or overdue; the text is the customer that they are about.
struct DueTasks: InboxPart {
  func entries(_ scene: InboxScene) throws -> SQL {
    """
    SELECT \(InboxKind.task.rawValue) AS kind, t.due AS day, \(Noun.task.name) || '/' || t.id AS ref,
      t.title AS title, c.name AS text, NULL AS notification, t.id AS number
    FROM task t LEFT JOIN customer c ON c.id = t.customer
    WHERE t.assignee = \(scene.user) AND \(OpenTasks.isOpen("t"))
      AND t.due <= \(scene.today.description)
    """
  }
}
