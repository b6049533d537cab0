import Catalogue

/// Where a task stands.
package enum TaskState: String, CaseIterable, Sendable {
  case open, done, cancelled

  package var label: Label {
    switch self {
    case .open: Label("Open", "待办")
    case .done: Label("Done", "已完成")
    case .cancelled: Label("Cancelled", "已取消")
    }
  }
}
