import Catalogue
import Store
import Values

/// What hooks are to be told: written in the transaction that it tells of, delivered after COMMIT.
///
/// So nothing is told that did not happen, and nothing that happened is lost.
struct HookOutbox {
  static let table = "hook_delivery"

  /// How deep hooks may set off each other, by calling crm.
  static let deepest = 5
  /// Of how many records one delivery tells.
  private static let mostRecords = 100

  private let session: Session
  private let db: WriteTransaction

  init(_ session: Session, in db: WriteTransaction) {
    self.session = session
    self.db = db
  }

  /// Adds deliveries for the records whose ids the query yields.
  func add(_ hook: String, _ records: SQL, of noun: Noun, by rule: ActiveRule) throws {
    let depth = session.invocation.hookDepth
    guard depth < Self.deepest else {
      throw UserError(
        .no, "hooks set each other off without end: the hook '\(hook)' was called \(depth) deep",
        code: "E_RULE_LOOP", hints: ["change the hook or the rule so that they come to rest"])
    }
    try db.insert(
      Self.table,
      columns: [
        "hook", "rule", "operation", "depth", "records", "payload", "created_at", "due_at",
      ],
      select: """
        SELECT \(hook), \(rule.rule.id), \(db.operation), \(depth + 1), count(*),
          group_concat(line, char(10)) || char(10), \(db.request.at), \(db.request.at)
        FROM (
          SELECT json_object('hook', \(hook), 'rule', \(rule.name), 'on', \(rule.value("on")),
            'ref', \(noun.name) || '/' || r.id, 'noun', \(noun.name), 'id', r.id,
            'title', CAST(r.\(identifier: noun.titleField) AS TEXT), 'operation', \(db.operation),
            'at', \(db.request.at), 'actor', \(try session.actor().login)) AS line,
            (row_number() OVER (ORDER BY r.id) - 1) / \(Self.mostRecords) AS batch
          FROM \(identifier: noun.table) r WHERE r.id IN (\(records)) ORDER BY r.id)
        GROUP BY batch ORDER BY batch
        """)
  }
}
