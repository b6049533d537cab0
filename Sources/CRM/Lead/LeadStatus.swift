import Catalogue
import Values

/// Where a lead stands: `new → working → qualified → converted | disqualified`.
///
/// The program knows these states, since verbs lead from one to the other; what users define for
/// their customers is the follow status (`FollowStates`).
package enum LeadStatus: String, CaseIterable, Sendable {
  case new, working, qualified, converted, disqualified

  package var label: Label {
    switch self {
    case .new: Label("New", "新线索")
    case .working: Label("Working", "跟进中")
    case .qualified: Label("Qualified", "已确认")
    case .converted: Label("Converted", "已转化")
    case .disqualified: Label("Disqualified", "不合格")
    }
  }

  /// Whether it is still to be decided what becomes of the lead.
  package var isOpen: Bool { self != .converted && self != .disqualified }

  static let choices = allCases.map {
    FieldType.Choice($0.rawValue, $0.label.english, $0.label.chinese)
  }

  /// The keys of the open states, for SQL.
  static let open = allCases.filter(\.isOpen).map(\.rawValue)
}
