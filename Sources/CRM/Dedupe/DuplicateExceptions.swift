import Catalogue
import Store
import Values

/// The word of an admin that customers are two although a rule takes them for one
/// (`--allow-duplicate`): each pair is kept with the reason, so that nobody asks again.
package final class DuplicateExceptions {
  static let table = "duplicate_exception"
  /// Equal records of one that are noted by a rule.
  static let mostPairs = 1000

  private let reason: String
  private let db: WriteTransaction
  private let staged: StagedRows

  package init(because reason: String, session: Session, in db: WriteTransaction) throws {
    self.reason = TrimmedBytes.trimmed(reason)
    guard !self.reason.isEmpty else {
      throw UserError(
        .usage, "an allowed duplicate needs a reason", code: "E_REQUIRED",
        hints: ["--allow-duplicate 'branch of the same name'"])
    }
    guard try session.actor().isAdmin else {
      throw UserError(
        .denied, "only an admin lets duplicates in", code: "not_admin",
        hints: ["'crm customer check NAME' says whose customer it is"])
    }
    self.db = db
    staged = try StagedRows(
      "allowed_duplicate",
      columns: "record INTEGER, other INTEGER, rule TEXT, PRIMARY KEY (record, other)", width: 3,
      conflict: "ON CONFLICT DO NOTHING", in: db)
  }

  /// How many pairs were let in.
  package var count: Int { staged.count }

  func add(_ record: Int64, _ collisions: [Collision]) throws {
    for collision in collisions {
      try staged.append([
        .integer(record), .integer(collision.record), .text(collision.rule.name),
      ])
    }
  }

  /// Keeps the pairs, once their records are there.
  func write() throws {
    guard staged.count > 0 else { return }
    try db.insert(
      Self.table, columns: ["customer", "other", "rule", "reason", "at", "by"],
      select: """
        SELECT record, other, rule, \(reason), \(db.request.at), \(db.request.actor)
        FROM \(staged.table) s
        WHERE NOT EXISTS (SELECT 1 FROM duplicate_exception e
          WHERE e.customer = s.record AND e.other = s.other)
        ORDER BY record, other
        """)
    try db.emptyWorkTable("allowed_duplicate")
  }

  /// Whether somebody said of two customers that they are two.
  static func exists(between one: SQL, and other: SQL) -> SQL {
    """
    EXISTS (SELECT 1 FROM duplicate_exception e
      WHERE e.customer = \(one) AND e.other = \(other)
        OR e.customer = \(other) AND e.other = \(one))
    """
  }
}
