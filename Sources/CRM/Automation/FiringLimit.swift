import Catalogue
import Store
import Values

/// How often a rule of automation acts on a record.
package enum FiringLimit: String, CaseIterable, Sendable {
  case record, value, always

  package var label: Label {
    switch self {
    case .record: Label("Once per record", "每条记录一次")
    case .value: Label("Once per value", "每个值一次")
    case .always: Label("Always", "每次")
    }
  }

  /// What goes without saying: an event is an occasion of its own, while a schedule finds the same
  /// record day after day.
  static func standard(for events: [AutomationEvent]) -> FiringLimit {
    events.contains(.schedule) ? .value : .always
  }
}
