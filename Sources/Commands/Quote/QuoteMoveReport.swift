import CRM
import Tabular

/// What moving quotes reports.
enum QuoteMoveReport {
  static func report(_ written: Written<QuoteMove.Result>, _ step: QuoteMove.Step) -> Outcome {
    let result = written.value
    let count = ChangedRecords.count(result.quotes.count, .quote)
    var summary =
      result.asked == 0
      ? "nothing changed"
      : result.quotes.isEmpty
        ? "\(result.asked == 1 ? "it already is" : "all of them already are") \(step.participle)"
        : "\(step.participle) \(count)"
    if !result.approvals.isEmpty { summary += "; " + approvals(result.approvals) }
    let approvals = result.approvals.map { approval in
      Document.object([
        .init("ref", .text("quote/\(approval.quote)")),
        .init("approved", .bool(approval.isApproved)),
        .init("reason", .text(approval.text)),
      ])
    }
    return .change(
      ChangeReport(
        summary, written, records: ChangedRecords.records(result.quotes, of: .quote),
        details: approvals.isEmpty ? [] : [.init("approvals", .list(approvals))]))
  }

  /// What was decided about those that were submitted.
  private static func approvals(
    _ all: [(quote: Int64, isApproved: Bool, text: String)]
  ) -> String {
    if let only = all.first, all.count == 1 {
      return only.isApproved
        ? "approved automatically: \(only.text)" : "it waits for 'quote approve': \(only.text)"
    }
    let approved = all.count { $0.isApproved }
    let waiting = all.count - approved
    return "\(approved) approved automatically"
      + (waiting > 0 ? ", \(waiting) waiting for 'quote approve'" : "")
  }
}
