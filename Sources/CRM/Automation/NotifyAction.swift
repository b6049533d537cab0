import Catalogue
import Conditions
import Store
import Values

/// `notify @owner, role:warehouse 'TEXT'`: active users find it in their inbox.
struct NotifyAction: AutomationAction {
  let written: RuleAction
  var changesRecords: Bool { false }
  private let recipients: [Recipients]
  private let words: String?
  private let noun: Noun

  /// Of how many records a user is told one by one; more make one notification.
  private static let mostSingle = 10

  init(
    _ recipients: [RuleAction.Recipient], _ words: Condition.Value?, _ scene: ActionScene
  ) throws {
    self.recipients = try recipients.map { try Recipients($0, scene) }
    self.words = words?.text
    noun = scene.noun
    written = .notify(self.recipients.map(\.written), text: words)
  }

  func tell(
    _ records: SQL, by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    let pairs = recipients.map { "SELECT record, \"user\" FROM (\($0.pairs(records)))" as SQL }
      .joined(separator: " UNION ")
    try db.insert(
      Noun.notification.table,
      columns: [
        "user", "noun", "record", "records", "title", "text", "rule", "rule_name", "operation",
        "created_at", "created_by", "updated_at",
      ],
      select: """
        WITH told AS (
          SELECT p.record, p."user", count(*) OVER (PARTITION BY p."user") AS number
          FROM (\(pairs)) p JOIN "user" u ON u.id = p."user"
          WHERE u.active = 1 AND u.deleted_at IS NULL)
        SELECT "user", \(noun.name), record, number, title, \(words), \(rule.rule.id),
          \(rule.name), \(db.operation), \(db.request.at), \(db.request.actor), \(db.request.at)
        FROM (
          SELECT t."user", t.record, 1 AS number,
            CAST(r.\(identifier: noun.titleField) AS TEXT) AS title
          FROM told t JOIN \(identifier: noun.table) r ON r.id = t.record
          WHERE t.number <= \(Self.mostSingle)
          UNION ALL
          SELECT "user", NULL, count(*), NULL FROM told
          WHERE number > \(Self.mostSingle) GROUP BY "user")
        ORDER BY record, "user"
        """)
  }
}
