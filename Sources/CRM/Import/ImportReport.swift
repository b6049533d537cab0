import Store
import Values

/// What an import did, or would have done.
package struct ImportReport {
  package var file: String
  package var rows = 0
  package var created = 0
  package var updated = 0
  package var skipped = 0
  package var rejected = 0
  /// Rows that were imported without the record of the same file, such as a parent, that they name
  /// and nobody knows.
  package var unlinked = 0
  /// Rows without any value.
  package var blank = 0
  package var companions = 0
  /// Records and options that were created because a cell named them.
  package var missing: [(name: String, count: Int)] = []
  /// Columns of the file that became nothing.
  package var unmapped: [String] = []
  /// The faults, grouped, the most frequent first.
  package var findings: [UserError] = []
  /// Rows with faults that are not among the findings.
  package var untold = 0

  package init(file: String) {
    self.file = file
  }

  /// `leads.csv: 1,000 rows: 990 created, 10 rejected`.
  package func summary(noun: String, companion: String?) -> String {
    var parts = ["\(created.grouped) created"]
    if updated > 0 { parts.append("\(updated.grouped) updated") }
    if skipped > 0 { parts.append("\(skipped.grouped) skipped") }
    if rejected > 0 { parts.append("\(rejected.grouped) rejected") }
    if companions > 0, let companion {
      parts.append("\(companions.grouped) \(companion) created")
    }
    if blank > 0 { parts.append("\(blank.grouped) blank") }
    var text = "\(file): \(rows.counted("row")) of \(noun): "
    text += parts.joined(separator: ", ")
    if !missing.isEmpty {
      text += "; created by name: "
      text += missing.map { "\($0.count.grouped) \($0.name)" }.joined(separator: ", ")
    }
    return text
  }
}
