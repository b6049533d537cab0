import Catalogue
import Store
import Values

/// What fields of a record were before the running operation: what `old.` means in a condition of
/// automation.
package enum EarlierValues {
  /// The condition is about no change, so that `old.` means nothing.
  case unknown
  /// Nothing has changed: fields were what they are. So rules are checked and tried.
  case asNow
  /// The journal of the operation tells.
  case before(WriteTransaction)

  var isKnown: Bool { if case .unknown = self { false } else { true } }

  /// The value that the record had; NULL when the operation made the record.
  func value(of column: String, of noun: Noun, alias: String) throws -> SQL {
    let now: SQL = "\(identifier: alias).\(identifier: column)"
    switch self {
    case .unknown: throw UserError.bug("\(column) was compared with what it was")
    case .asNow: return now
    case .before(let db):
      let span = OperationSpan(since: db.beginning, in: db)
      let first: SQL = """
        FROM field_change change WHERE "table" = \(noun.table) AND record = \(identifier: alias).id
          AND id >= \(db.firstChange) AND field = \(column)
        """
      let isNew = span.created(noun.table, id: "\(identifier: alias).id") ?? "0"
      return """
        (CASE WHEN \(isNew) THEN NULL WHEN EXISTS (SELECT 1 \(first))
          THEN (SELECT before \(first) ORDER BY change.id LIMIT 1) ELSE \(now) END)
        """
    }
  }
}
