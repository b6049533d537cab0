import Catalogue
import Glibc
import Store
import Tabular
import Values

/// The hooks of a store and what they were told, for people.
package struct HookOverview {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// How far a delivery has come.
  package enum State: String, CaseIterable, Sendable {
    case waiting, retrying, failed, delivered, undone
  }

  /// The state of a delivery, over its row.
  private static let state: SQL = """
    CASE WHEN delivered_at IS NOT NULL THEN 'delivered' WHEN undone_by IS NOT NULL THEN 'undone'
      WHEN due_at IS NULL THEN 'failed' WHEN last_error IS NOT NULL THEN 'retrying'
      ELSE 'waiting' END
    """

  /// Every hook that has a program, is named by a rule or was told something.
  package func hooks() throws -> RowFeed {
    let directory = session.invocation.storeDirectory
    return RowFeed(columns: [
      session.language.column("hook", "Hook", "钩子"),
      session.language.column("program", "Program", "程序"),
      session.language.column("waiting", "Waiting", "等待", .integer),
      session.language.column("failed", "Failed", "失败", .integer),
      session.language.column("delivered", "Delivered", "已送达", .integer),
      session.language.column("last_delivered", "Last delivered", "最近送达", .instant),
    ]) { db, sink in
      for name in try names(in: db) {
        let problem = HookFile(name, storeDirectory: directory).problem
        try db.stream(
          """
          SELECT \(name), \(problem?.message ?? "ready"),
            ifnull(sum(due_at IS NOT NULL AND undone_by IS NULL), 0),
            ifnull(sum(due_at IS NULL AND delivered_at IS NULL AND undone_by IS NULL), 0),
            count(delivered_at), max(delivered_at)
          FROM hook_delivery WHERE hook = \(name)
          """
        ) { cursor in
          try sink.send(cursor, columns: 6)
          return true
        }
      }
    }
  }

  private func names(in db: ReadTransaction) throws -> [String] {
    var names = Set(try db.values("SELECT DISTINCT hook FROM hook_delivery", as: String.self))
    let texts: [String] = try db.values(
      "SELECT \"do\" FROM rule WHERE \"do\" IS NOT NULL AND deleted_at IS NULL")
    for text in texts { names.formUnion(try AutomationActions.hooks(in: text)) }
    return (names.union(files())).sorted()
  }

  /// The files in the folder of hooks; those that begin with a dot are none.
  private func files() -> Set<String> {
    guard let folder = opendir(HookFile.folder(of: session.invocation.storeDirectory)) else {
      return []
    }
    defer { closedir(folder) }
    var names: Set<String> = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) {
          String(cString: $0)
        }
      }
      if let hook = try? HookName.check(name) { names.insert(hook) }
    }
    return names
  }

  /// What hooks were told and are to be told, the latest first.
  package func deliveries(hook: String?, state: State?, limit: Int?) throws -> RowFeed {
    var conditions: [SQL] = []
    if let hook { conditions.append("d.hook = \(hook)") }
    if let state { conditions.append("\(Self.state) = \(state.rawValue)") }
    return RowFeed(
      columns: [
        session.language.column("id", "ID", "编号", .integer),
        session.language.column("hook", "Hook", "钩子"),
        session.language.column("state", "State", "状态"),
        session.language.column("attempts", "Attempts", "次数", .integer),
        session.language.column("due_at", "Due at", "下次尝试", .instant),
        session.language.column("records", "Records", "记录数", .integer),
        session.language.column("operation", "Operation", "操作", .integer),
        session.language.column("rule", "Rule", "规则"),
        session.language.column("last_error", "Last error", "错误"),
      ],
      query: """
        SELECT d.id, d.hook, \(Self.state), d.attempts, iif(d.undone_by IS NULL, d.due_at, NULL),
          d.records, d.operation, (SELECT name FROM rule WHERE id = d.rule), d.last_error
        FROM hook_delivery d WHERE \(conditions.isEmpty ? "1" : conditions.conjunction())
        ORDER BY d.id DESC LIMIT \(limit ?? -1)
        """)
  }

}
