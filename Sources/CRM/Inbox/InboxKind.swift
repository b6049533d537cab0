import Catalogue

/// Why something stands in an inbox.
package enum InboxKind: String, CaseIterable, Sendable {
  case notification
  case task
  case ticket
  case followUp = "follow_up"
  /// It is about to be recycled.
  case falling

  package var label: Label {
    switch self {
    case .notification: Label("Notification", "通知")
    case .task: Label("Task", "待办")
    case .ticket: Noun.ticket.label
    case .followUp: Label("Follow-up", "跟进")
    case .falling: Label("Falls on", "即将回落")
    }
  }
}
