import Store
import Values

/// What all recycle rules of a store have in common: how days count, and how long new customers are
/// protected.
package struct RecycleTerms: Sendable {
  package var calendar: RecycleCalendar
  /// So many days after it was created or claimed no rule takes a customer.
  package var protectDays: Int

  package init(_ session: Session, in db: ReadTransaction) throws {
    calendar = try RecycleCalendar(zone: try session.settings().zone, in: db)
    protectDays = Int(try SettingValues(in: db).number(.protectDays))
  }
}
