import Catalogue
import Store
import Values

/// How far a quote was moved by its verbs.
package enum QuoteState: String, CaseIterable, Sendable {
  case draft, submitted, approved, sent, accepted, rejected

  package var label: Label {
    switch self {
    case .draft: Label("Draft", "草稿")
    case .submitted: Label("Submitted", "待审批")
    case .approved: Label("Approved", "已批准")
    case .sent: Label("Sent", "已发送")
    case .accepted: Label("Accepted", "已接受")
    case .rejected: Label("Rejected", "已拒绝")
    }
  }

  /// Whether nothing more becomes of it.
  package var isDecided: Bool { self == .accepted || self == .rejected }

  static func choices(_ states: [QuoteState]) -> [FieldType.Choice] {
    states.map { .init($0.rawValue, $0.label.english, $0.label.chinese) }
  }
}

extension QuoteState: StoredValue {}
