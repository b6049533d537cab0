import Catalogue
import Store
import Values

/// Customers and leads that the user is about to lose, from their rule's earliest warning on; the day is
/// that of the latest warning, so that each of them comes up again.
struct FallingRecords: InboxPart {
  private let session: Session

  init(_ session: Session) {
    self.session = session
  }

  func entries(_ scene: InboxScene) throws -> SQL {
    let rules = try RecycleRule.all(in: scene.db)
    guard let earliest = rules.filter(\.isOn).compactMap(\.warnings.first).max() else {
      return InboxEntry.none
    }
    let forecast = try RecycleForecast(
      until: scene.today.adding(days: earliest), where: { _ in "c.owner = \(scene.user)" },
      session: session, in: scene.db)
    let rows = forecast.falls.compactMap { fall -> String? in
      let rule = forecast.rules[fall.rule]
      let left = fall.day - scene.today
      guard let warning = rule.warnings.last(where: { left <= $0 }) else { return nil }
      let day = min(scene.today, fall.day.adding(days: -warning))
      return """
        ["\(day)","\(rule.holding.noun.name)",\(fall.customer),"\(fall.day)",\(rule.id)]
        """
    }
    guard !rows.isEmpty else { return InboxEntry.none }
    return """
      SELECT \(InboxKind.falling.rawValue) AS kind, f.value ->> 0 AS day,
        (f.value ->> 1) || '/' || (f.value ->> 2) AS ref,
        coalesce(c.name, l.name) AS title,
        (f.value ->> 3) || ', ' || r.name AS text, NULL AS notification, f.value ->> 2 AS number
      FROM json_each(\("[" + rows.joined(separator: ",") + "]")) f
      JOIN recycle_rule r ON r.id = f.value ->> 4
      LEFT JOIN customer c ON f.value ->> 1 = 'customer' AND c.id = f.value ->> 2
      LEFT JOIN lead l ON f.value ->> 1 = 'lead' AND l.id = f.value ->> 2
      """
  }
}
