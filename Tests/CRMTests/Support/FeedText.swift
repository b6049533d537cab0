import CRM
import Tabular

/// The rows of a feed as text, cells separated by `|`.
enum FeedText {
  static func rows(of feed: RowFeed, in session: Session) throws -> [String] {
    let sink = MemorySink()
    let output = ByteOutput(sink: sink)
    try session.read { db in
      var rows = RowSink(
        OutputFormat.tsv.makeRenderer(style: RenderStyle(isTerminal: false), to: output))
      try rows.begin(feed.columns)
      try feed.rows(db, &rows)
      try rows.end()
    }
    try output.finish()
    return String(decoding: sink.bytes, as: UTF8.self).split(separator: "\n").dropFirst()
      .map { line in String(line.map { $0 == "\t" ? "|" : $0 }) }
  }
}
