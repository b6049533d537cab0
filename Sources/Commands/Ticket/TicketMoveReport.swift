import CRM
import Tabular

/// What moving tickets from state to state reports.
enum TicketMoveReport {
  static func report(_ written: Written<TicketMove.Result>, _ state: TicketState) -> Outcome {
    let result = written.value
    let count = ChangedRecords.count(result.tickets.count, .ticket)
    let participle =
      switch state {
      case .open: "reopened"
      case .inProgress: "started"
      case .resolved: "resolved"
      case .closed: "closed"
      }
    let place = state == .inProgress ? "in progress" : state.rawValue
    let summary =
      result.asked == 0
      ? "nothing changed"
      : result.tickets.isEmpty
        ? "\(result.asked == 1 ? "it already is" : "all of them already are") \(place)"
        : "\(participle) \(count)"
    return .change(
      ChangeReport(
        summary, written, records: ChangedRecords.records(result.tickets, of: .ticket),
        details: [.init("state", .text(state.rawValue))]))
  }
}
