import CRM
import Catalogue
import Tabular
import Testing

/// What `crm export csv` writes.
enum ExportText {
  static func csv(_ noun: Noun, of session: Session) throws -> String {
    let feed = try RecordExport(noun, session: session).feed()
    let sink = MemorySink()
    let output = ByteOutput(sink: sink)
    let style = RenderStyle(escapesClearing: true)
    try session.read { db in
      var rows = RowSink(OutputFormat.csv.makeRenderer(style: style, to: output))
      try rows.begin(feed.columns)
      try feed.rows(db, &rows)
      try rows.end()
    }
    try output.finish()
    return try #require(sink.text)
  }
}
