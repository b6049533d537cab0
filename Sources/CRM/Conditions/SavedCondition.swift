import Catalogue
import Store
import Values

/// A condition that the store keeps: of a view, a rule, a pool, a recycle rule or a
/// dedupe rule.
struct SavedCondition {
  /// What keeps it, for messages: "the view 'key accounts'".
  let owner: String
  let noun: String
  let text: String

  /// All that stand, in the order in which they were made.
  static func all(in db: ReadTransaction) throws -> [SavedCondition] {
    try db.rows(
      """
      SELECT 'the view ''' || name || '''', noun, condition FROM view WHERE deleted_at IS NULL
      UNION ALL
      SELECT 'the rule ''' || name || '''', noun, "when" FROM rule
        WHERE deleted_at IS NULL AND "when" IS NOT NULL
      UNION ALL
      SELECT 'the pool ''' || name || '''', iif(holds = 'leads', 'lead', 'customer'), entry FROM pool
        WHERE deleted_at IS NULL AND entry IS NOT NULL
      UNION ALL
      SELECT 'the recycle rule ' || id, iif(holds = 'leads', 'lead', 'customer'), condition
        FROM recycle_rule WHERE deleted_at IS NULL AND condition IS NOT NULL
      UNION ALL
      SELECT 'the dedupe rule ''' || name || '''', noun, condition FROM dedupe_rule
        WHERE deleted_at IS NULL AND condition IS NOT NULL
      """, as: String.self, String.self, String.self
    ).map { SavedCondition(owner: $0.0, noun: $0.1, text: $0.2) }
  }
}
