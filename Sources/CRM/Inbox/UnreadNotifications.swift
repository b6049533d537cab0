import Catalogue
import Store
import Values

/// What rules have told the user and the user has not read.
struct UnreadNotifications: InboxPart {
  func entries(_ scene: InboxScene) throws -> SQL {
    let unread: SQL = """
      n."user" = \(scene.user) AND n.read_at IS NULL AND n.undone_by IS NULL
      """
    let oldest: Instant? = try scene.db.value(
      "SELECT min(n.created_at) FROM notification n WHERE \(unread)", as: Instant?.self
    ).flatMap { $0 }
    // Of several records the operation says which they are.
    return """
      SELECT \(InboxKind.notification.rawValue) AS kind,
        \(day(of: "n.created_at", since: oldest, scene)) AS day,
        iif(n.record IS NULL, 'operation/' || n.operation, n.noun || '/' || n.record) AS ref,
        iif(n.record IS NULL, n.records || ' × ' || n.noun, n.title) AS title,
        ifnull(n.text, n.rule_name) AS text, 'notification/' || n.id AS notification, n.id AS number
      FROM notification n WHERE \(unread)
      """
  }

  /// The day of an instant in the store's zone: of the days since then, the last that had begun.
  private func day(of instant: SQL, since oldest: Instant?, _ scene: InboxScene) -> SQL {
    let first = oldest.map(scene.zone.day(of:)) ?? scene.today
    let days = (first.number...max(first.number, scene.today.number)).map(Day.init(number:))
    let starts = days.map { "[\"\(scene.zone.startOfDay($0))\",\"\($0)\"]" }
    return """
      (SELECT max(k.value ->> 1) FROM json_each(\("[\(starts.joined(separator: ","))]")) k
        WHERE k.value ->> 0 <= \(instant))
      """
  }
}
