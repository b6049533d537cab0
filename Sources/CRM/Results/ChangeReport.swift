import Store
import Tabular

/// What a command changed, for rendering after COMMIT.
package struct ChangeReport {
  /// A record that was changed: `customer/42`, with its name for people.
  package struct Record: Sendable {
    package var reference: String
    package var title: String?

    package init(_ reference: String, title: String? = nil) {
      self.reference = reference
      self.title = title
    }
  }

  /// One sentence for people, without a period at the end: what happened.
  package var summary: String
  package var operation: OperationSummary
  package var isDryRun: Bool
  package var records: [Record]
  /// Further keys of the JSON document, in order.
  package var details: [Document.Entry]
  /// The changes as rows, when there may be very many.
  package var rows: RowFeed?

  package init<T>(
    _ summary: String, _ written: Written<T>, records: [Record] = [],
    details: [Document.Entry] = [], rows: RowFeed? = nil
  ) {
    self.summary = summary
    operation = written.operation
    isDryRun = written.isDryRun
    self.records = records
    self.details = details
    self.rows = rows
  }
}
