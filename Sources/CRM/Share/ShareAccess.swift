import Catalogue

/// What a collaborator may do.
package enum ShareAccess: String, CaseIterable, Sendable {
  /// See the customer.
  case read
  /// Also log follow-ups.
  case edit

  package var label: Label {
    switch self {
    case .read: Label("Read", "只读")
    case .edit: Label("Edit", "编辑")
    }
  }

  static let choices = allCases.map {
    FieldType.Choice($0.rawValue, $0.label.english, $0.label.chinese)
  }
}
