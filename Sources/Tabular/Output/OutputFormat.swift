/// The formats that rows and documents can be written in.
package enum OutputFormat: String, CaseIterable, Sendable {
  case table, json, ndjson, csv, tsv, md, line, ids
  /// A message for a mailer, which only commands write that have somebody to tell.
  case mail

  /// The format that a file name's extension stands for, as in `-o leads.csv`.
  package init?(fileExtension: String) {
    switch fileExtension.lowercased() {
    case "txt": self = .table
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "md", "markdown": self = .md
    default: return nil
    }
  }

  /// A renderer of rows in this format.
  package func makeRenderer(style: RenderStyle, to output: ByteOutput) -> any RowRenderer {
    switch self {
    case .table: TableRenderer(style: style, output: output)
    case .json: JSONRenderer(framing: .array, style: style, output: output)
    case .ndjson: JSONRenderer(framing: .lines, style: style, output: output)
    case .csv: CSVRenderer(style: style, output: output)
    case .tsv: TSVRenderer(style: style, output: output)
    case .md: MarkdownRenderer(style: style, output: output)
    case .line: LineRenderer(style: style, output: output)
    case .ids: IdentifierRenderer(style: style, output: output)
    case .mail: MailRefusal()
    }
  }

  /// Writes one document, such as a record that is shown or what a change did.
  package func render(_ document: Document, style: RenderStyle, to output: ByteOutput) throws {
    switch self {
    case .json:
      try JSONText(output: output, isTerminal: style.isTerminal).write(document)
      try output.write(UInt8(ascii: "\n"))
    case .ndjson:
      let json = JSONText(output: output, isTerminal: style.isTerminal)
      for item in document.items {
        try json.write(item)
        try output.write(style.lineEnd)
      }
    case .csv, .tsv, .line, .ids:
      try DocumentRows(document).render(by: makeRenderer(style: style, to: output))
    case .table: try DocumentTable(style: style, output: output).write(document, indent: 0)
    case .md: try DocumentMarkdown(style: style, output: output).write(document)
    case .mail: throw MailRefusal.error
    }
  }
}
