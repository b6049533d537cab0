import Catalogue
import Store
import Values

/// A dashboard holds reports that there are.
final class DashboardCreation: CreationRules {
  private let reports: Int

  init(_ context: CreationContext) throws {
    reports = try RecordDraft(.dashboard).number(of: "reports")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let text = draft.string(reports) else { return }
    draft.set(reports, text: try DashboardLines.checked(text))
  }

  /// A changed dashboard is checked like a new one.
  @Sendable
  static func changed(_ change: RecordChange) throws {
    guard change.fields.contains("reports") else { return }
    for text in try change.db.values(
      "SELECT reports FROM dashboard WHERE id IN \(ids: change.ids)", as: String.self)
    {
      _ = try DashboardLines.checked(text)
    }
  }
}
