import CRM
import Catalogue
import Tabular

/// What changes of hands report: a row for every record, and counts.
enum TransferReport {
  static func report<T>(
    _ summary: String, _ written: Written<T>, _ manifest: TransferManifest,
    in context: CommandContext
  ) -> ChangeReport {
    // A document names the records under "changed"; other formats print them as rows.
    let isJSON = context.globals.format == .json
    return ChangeReport(
      summary, written, records: isJSON ? manifest.references.map { .init($0) } : [],
      details: manifest.counts.map { .init($0.noun.plural, .integer(Int64($0.count))) },
      rows: manifest.feed(in: context.language))
  }

  /// `2 customers, 1 task`.
  static func counts(_ manifest: TransferManifest) -> String {
    manifest.counts.map { ChangedRecords.count($0.count, $0.noun) }.joined(separator: ", ")
  }
}
