import CRM
import Catalogue
import Tabular
import Testing

/// What `crm export csv` and `crm NOUN line export` write.
enum ExportText {
  static func csv(
    _ noun: Noun, of session: Session, leavingOut names: Set<String> = []
  ) throws -> String {
    var export = RecordExport(noun, session: session)
    if !names.isEmpty {
      let columns = try export.feed().columns.map(\.name)
      export.fields = columns.filter { !names.contains($0) }.joined(separator: ",")
    }
    return try text(of: export.feed(), in: session)
  }

  /// The lines of all records of a noun.
  static func lines(_ owner: LineOwner, of session: Session) throws -> String {
    try text(of: LineTable(of: owner, session: session).feedOfAll(), in: session)
  }

  private static func text(of feed: RowFeed, in session: Session) throws -> String {
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
