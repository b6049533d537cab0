import Catalogue

/// Where a ticket stands.
package enum TicketState: String, CaseIterable, Sendable {
  case open
  case inProgress = "in_progress"
  case resolved, closed

  package var label: Label {
    switch self {
    case .open: Label("Open", "待处理")
    case .inProgress: Label("In progress", "处理中")
    case .resolved: Label("Resolved", "已解决")
    case .closed: Label("Closed", "已关闭")
    }
  }

  /// Whether somebody still has to do something for the customer.
  package var isPending: Bool { self == .open || self == .inProgress }

  /// The states from which a verb leads here.
  package var predecessors: [TicketState] {
    switch self {
    case .open: [.resolved, .closed]
    case .inProgress: [.open]
    case .resolved: [.open, .inProgress]
    case .closed: [.resolved]
    }
  }

  /// The verb of `crm ticket` that leads here.
  package var verb: String {
    switch self {
    case .open: "reopen"
    case .inProgress: "start"
    case .resolved: "resolve"
    case .closed: "close"
    }
  }
}
