import Catalogue
import Store
import Values

/// What every report can be asked: whose records, of which pipeline, of which period, grouped by
/// what.
package struct ReportParameters: Sendable {
  package var pipeline: Int64?
  package var owners: [Int64] = []
  /// The team and all teams below it.
  package var team: Int64?
  /// Days in the store's zone, both included.
  package var period: ClosedRange<Day>?
  package var grouping: ReportDimension?

  package init() {}

  /// The condition that the opportunity `r` belongs to one of the owners and to the team.
  func ownership() -> SQL {
    var conditions: [SQL] = []
    if !owners.isEmpty { conditions.append("r.owner IN \(ids: owners)") }
    if let team { conditions.append("r.owner IN (\(Self.members(of: team)))") }
    return conditions.conjunction()
  }

  /// The condition that the instant in the column lies in the period.
  func contains(_ instant: SQL, zone: Zone) -> SQL {
    guard let period else { return "1" }
    return """
      \(instant) BETWEEN \(zone.startOfDay(period.lowerBound)) AND \(zone.endOfDay(period.upperBound))
      """
  }

  /// The users whose primary team is this one or one below it.
  static func members(of team: Int64) -> SQL {
    """
    WITH RECURSIVE below(id) AS (
      SELECT \(team)
      UNION SELECT t.id FROM team t JOIN below ON t.parent = below.id WHERE t.deleted_at IS NULL)
    SELECT id FROM "user" WHERE team IN (SELECT id FROM below)
    """
  }
}
