import Catalogue
import Store
import Values

/// A dashboard as it is shown: its name and the lines of its reports.
package struct SavedDashboard: Sendable {
  package var name: String
  package var lines: [String]

  /// What a store without dashboards shows.
  package static let standard = SavedDashboard(
    name: "Overview",
    lines: ["funnel", "forecast", "win-loss --by owner", "won", "ranking", "activity"])

  /// The dashboard that the text names; without one the first, or the standard one.
  package init(_ reference: String?, session: Session) throws {
    self = try session.read { db in
      let id: Int64?
      if let reference {
        id = try RecordReferences.resolve([reference], of: .dashboard, session: session, in: db)
          .first
      } else {
        id = try db.value("SELECT id FROM dashboard WHERE deleted_at IS NULL ORDER BY id LIMIT 1")
      }
      guard let id,
        let row = try db.row(
          "SELECT name, reports FROM dashboard WHERE id = \(id)", as: String.self, String.self)
      else { return .standard }
      return SavedDashboard(name: row.0, lines: DashboardLines.lines(of: row.1))
    }
  }

  private init(name: String, lines: [String]) {
    self.name = name
    self.lines = lines
  }
}
