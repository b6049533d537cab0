import Catalogue
import Store

/// How far a forecast counts on an opportunity (预测类别): what its stage says, unless it says so itself.
package enum ForecastCategory: String, CaseIterable, Sendable {
  case omitted, pipeline
  case bestCase = "best_case"
  case commit, closed

  package var label: Label {
    switch self {
    case .omitted: Label("Omitted", "不计入")
    case .pipeline: Label("Pipeline", "跟进中")
    case .bestCase: Label("Best case", "乐观")
    case .commit: Label("Commit", "承诺")
    case .closed: Label("Closed", "已成交")
    }
  }

  package var choice: FieldType.Choice { .init(rawValue, label.english, label.chinese) }

  /// What an open opportunity may be taken for.
  package static let ofOpen = allCases.filter { $0 != .closed }

  /// The only one that a stage of the kind may have; nil leaves the choice.
  static func fixed(for kind: StageKind) -> ForecastCategory? {
    switch kind {
    case .open: nil
    case .won: .closed
    case .lost, .invalid: .omitted
    }
  }

  /// That of the opportunity of the alias: its own while it is open, else its stage's.
  package static func sql(of alias: String) -> SQL {
    let opportunity: SQL = "\(identifier: alias)"
    return """
      (SELECT iif(fs.kind = 'open', ifnull(\(opportunity).forecast_category, fs.forecast_category),
          fs.forecast_category)
        FROM stage fs WHERE fs.id = \(opportunity).stage)
      """
  }
}
