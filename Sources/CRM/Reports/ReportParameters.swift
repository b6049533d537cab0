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
  /// What the rows are grouped by; nil leaves it to the report.
  package var groupings: [ReportDimension]?
  /// The day that counts as today.
  package var asOf: Day?
  /// The report's own options that were given, with their values; a flag has none.
  package var own: [String: [String]] = [:]
  /// Conditions on the record `r`.
  package var conditions: [SQL] = []
  /// Whether people read the rows: they are shown labels, programs are given keys.
  package var isForPeople = false
  /// Ids that are fewer are not divided among threads.
  package var fewestInPart: Int64 = 10_000

  package init() {}

  /// The one thing that is grouped by.
  package var grouping: ReportDimension? {
    get { groupings?.first }
    set { groupings = newValue.map { [$0] } }
  }

  /// The column of the groups (`ReportDimension.groups`) that is shown of them.
  func groupName(in language: Language) -> SQL {
    guard isForPeople else { return "name" }
    return language == .chinese ? "label_zh" : "label_en"
  }

  /// The condition that the record `r` is one of those asked for, whatever its dates.
  func selection(owner: SQL = "r.owner") -> SQL {
    (conditions + [isAsked(owner)]).conjunction()
  }

  /// Whether records are asked for by nothing but dates and their pipeline.
  var isOfAll: Bool { conditions.isEmpty && owners.isEmpty && teams.isEmpty }

  /// The condition that the user in the column is one of those asked for.
  func isAsked(_ user: SQL) -> SQL {
    var conditions: [SQL] = []
    if !owners.isEmpty { conditions.append("\(user) IN \(ids: owners)") }
    if !teams.isEmpty { conditions.append("\(user) IN (\(TeamTree.members(of: teams)))") }
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
