import Catalogue
import Store
import Values

/// What is looked at when customers are changed.
enum CustomerChange {
  /// A social credit code that cannot be right is pointed out, as it is of new customers; a type that the
  /// store does not have is refused.
  @Sendable
  static func changed(_ change: RecordChange) throws {
    if change.fields.contains("type") { try CustomerTypes(in: change.db).checkStock(in: change.db) }
    guard change.fields.contains("uscc") else { return }
    var wrong = 0
    try change.db.stream(
      "SELECT uscc_key FROM customer WHERE id IN \(ids: change.ids) AND uscc_key IS NOT NULL"
    ) { row in
      if !Uscc.isValid(row.text(0)) { wrong += 1 }
      return true
    }
    if wrong > 0 { change.session.note(wrongCreditCodes(wrong)) }
  }

  static func wrongCreditCodes(_ count: Int) -> String {
    "warning: \(count) social credit code\(count == 1 ? "" : "s") "
      + "with a wrong length or check digit"
  }
}
