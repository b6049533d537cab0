import Catalogue
import Store
import Values

/// What every report can be asked: whose records, of which pipeline, of which period, grouped by
/// what.
package struct ReportParameters: Sendable {
  package var pipeline: Int64?
  package var owners: [Int64] = []
  /// The teams and all teams below them.
  package var teams: [Int64] = []
  /// Days in the store's zone, both included.
  package var period: ClosedRange<Day>?
  package var grouping: ReportDimension?
  /// Conditions on the opportunity `r`.
  package var conditions: [SQL] = []

  package init() {}

  /// The condition that the opportunity `r` is one of those asked for, whatever its dates.
  func selection() -> SQL {
    var conditions = conditions
    if !owners.isEmpty { conditions.append("r.owner IN \(ids: owners)") }
    if !teams.isEmpty { conditions.append("r.owner IN (\(TeamTree.members(of: teams)))") }
    return conditions.conjunction()
  }

  /// The condition that the instant in the column lies in the period.
  func contains(_ instant: SQL, zone: Zone) -> SQL {
    guard let period else { return "1" }
    return """
      \(instant) BETWEEN \(zone.startOfDay(period.lowerBound)) AND \(zone.endOfDay(period.upperBound))
      """
  }
}
