import CRM
import Tabular

/// What changing the state of tasks reports.
enum TaskReport {
  static func report(_ written: Written<TaskMove.Result>, _ state: TaskState) -> Outcome {
    let result = written.value
    let participle = state == .open ? "reopened" : state.rawValue
    let count = ChangedRecords.count(result.tasks.count, .task)
    let summary =
      result.asked == 0
      ? "nothing changed"
      : result.tasks.isEmpty
        ? "\(result.asked == 1 ? "it already is" : "all of them already are") \(state.rawValue)"
        : state == .done ? "\(count) done" : "\(participle) \(count)"
    return .change(
      ChangeReport(
        summary, written, records: ChangedRecords.records(result.tasks, of: .task),
        details: [.init("state", .text(state.rawValue))]))
  }
}
