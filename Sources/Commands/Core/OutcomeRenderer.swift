import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// Writes what a command returned, in the format asked for.
struct OutcomeRenderer {
  let context: CommandContext
  /// Standard error.
  let messages: ByteOutput

  private var globals: GlobalOptions { context.globals }
  private var environment: Environment { context.environment }

  func render(_ outcome: Outcome) throws -> ExitCode {
    switch outcome {
    case .nothing:
      return .done
    case .text(let text):
      let output = try makeOutput()
      try output.write(text)
      try output.finish()
      return .done
    case .mail(let message):
      guard let message else { return globals.checksEmptiness ? .no : .done }
      return try render(.text(message.text))
    case .rows(let feed):
      let count = try write(feed)
      return count == 0 && globals.checksEmptiness ? .no : .done
    case .sections(let sections):
      let count = try write(sections)
      return count == 0 && globals.checksEmptiness ? .no : .done
    case .file(let feed, let form):
      let count = try write(feed, as: form)
      return count == 0 && globals.checksEmptiness ? .no : .done
    case .document(let document):
      let document = try selected(document)
      let output = try makeOutput()
      let style = try style()
      try format(piped: .line).render(document, style: style, to: output)
      try output.finish()
      return .done
    case .change(let report):
      do {
        try write(report)
      } catch let error as UserError where error.exit == .inputOutput {
        throw afterChange(report, error)
      }
      return report.operation.id == nil && globals.checksEmptiness ? .no : .done
    case .answer(let outcome, let failure):
      _ = try render(outcome)
      throw failure
    }
  }

  /// The change stands, only its report could not be written: it must not be made again.
  private func afterChange(_ report: ChangeReport, _ error: UserError) -> UserError {
    guard let operation = report.operation.id, !report.isDryRun else { return error }
    var error = error
    error.hints = [
      "operation \(operation) was done all the same; 'crm op show \(operation)' shows it"
    ]
    return error
  }

  /// The entries of a document that `--fields` asks for.
  private func selected(_ document: Document) throws -> Document {
    guard case .object(let entries) = document, let fields = globals.fields else { return document }
    let names = entries.map(\.name)
    let wanted = FieldSelection.names(fields, default: names)
    if let unknown = wanted.first(where: { !names.contains($0) }) {
      throw FieldSelection.unknown(unknown, among: names)
    }
    return .object(wanted.compactMap { name in entries.first { $0.name == name } })
  }

  // MARK: Rows

  private func write(_ feed: RowFeed) throws -> Int {
    let output = try makeOutput(mayPage: true)
    let style = try style()
    return try write(feed, to: output, format(piped: .tsv).makeRenderer(style: style, to: output))
  }

  /// Writes tables under their titles, all of one state of the store.
  private func write(
    _ sections: [@Sendable (CommandContext) throws -> RowFeed]
  ) throws -> Int {
    let format = globals.chosenFormat ?? .table
    guard [.table, .md].contains(format) else {
      throw UserError(
        .usage, "several reports are written as table or md, or with --html as a page",
        hints: ["'crm report NAME --\(format.rawValue)' writes one of them"])
    }
    let output = try makeOutput(mayPage: true)
    let style = try style()
    let written = try context.readSideBySide(sections.count) { place, context in
      let feed = try sections[place](context)
      let title = TerminalText.escaped(feed.title)
      let heading =
        format == .md ? "## \(title)" : Style.bold.applied(to: title, color: style.color)
      let sink = MemorySink()
      let output = ByteOutput(sink: sink)
      try output.write((place > 0 ? "\n" : "") + heading + "\n")
      let count = try context.send(feed, format.makeRenderer(style: style, to: output))
      try output.finish()
      return (count: count, bytes: sink.bytes)
    }
    for section in written { try section.bytes.withUnsafeBufferPointer { try output.write($0) } }
    try output.finish()
    return written.reduce(0) { $0 + $1.count }
  }

  /// Writes a file for other programs: nothing in it depends on the terminal or the language.
  private func write(_ feed: RowFeed, as form: FileForm) throws -> Int {
    var sink = try makeSink()
    if let encoding = form.encoding { sink = try EncodingSink(encoding, to: sink) }
    let output = ByteOutput(sink: sink)
    let style = RenderStyle(
      header: globals.hasHeader, nullSeparated: globals.isNullSeparated, excel: form.isForExcel,
      escapesClearing: true)
    return try write(feed, to: output, form.format.makeRenderer(style: style, to: output))
  }

  /// The read ends before a slow reader has taken everything: see `SpoolingSink`.
  private func write(
    _ feed: RowFeed, to output: ByteOutput, _ renderer: any RowRenderer
  ) throws -> Int {
    let count = try context.send(feed, renderer)
    try output.finish()
    return count
  }

  // MARK: Changes

  private func write(_ report: ChangeReport) throws {
    let format = globals.chosenFormat
    // Of very many changes only JSON makes one document; the others print them row by row.
    if let format, [.json, .ndjson, .line, .md].contains(format),
      report.rows == nil || format == .json
    {
      let output = try makeOutput()
      try format.render(document(report), style: try style(), to: output)
      try output.finish()
      return
    }
    if let rows = report.rows {
      _ = try write(rows)
    } else if !environment.isOutputTerminal || format != nil || globals.output != nil {
      let output = try makeOutput()
      for record in report.records {
        try output.write(record.reference)
        try output.write(globals.isNullSeparated ? 0 : UInt8(ascii: "\n"))
      }
      try output.finish()
    }
    if !globals.isQuiet {
      if globals.isVerbose, !report.isDryRun, let id = report.operation.id {
        Application.say("crm: operation/\(id)", to: messages)
      }
      let prefix = report.isDryRun ? "dry run: " : ""
      Application.say("crm: \(prefix)\(report.summary)", to: messages)
    }
  }

  private func document(_ report: ChangeReport) -> Document {
    let id = report.isDryRun ? nil : report.operation.id
    return .object(
      [
        .init("operation", id.map { .text("operation/\($0)") } ?? .null),
        .init("dry_run", .bool(report.isDryRun)),
        .init("summary", .text(report.summary)),
        .init("changed", .list(report.records.map { .text($0.reference) })),
      ] + report.details)
  }

  // MARK: Surroundings

  /// The file of `--output`, a pager for long lists on a terminal, else standard output.
  private func makeOutput(mayPage: Bool = false) throws -> ByteOutput {
    ByteOutput(sink: try makeSink(mayPage: mayPage))
  }

  private func makeSink(mayPage: Bool = false) throws -> any ByteSink {
    guard let path = globals.output, !path.isStandardStream else {
      if mayPage, context.isOutputTerminal, globals.usesPager, let pager = PagerSink(environment) {
        return pager
      }
      return environment.output
    }
    return try OutputFile.sink(path, in: context)
  }

  private func format(piped: OutputFormat) -> OutputFormat {
    globals.format(piped: piped, isTerminal: environment.isOutputTerminal)
  }

  private func style() throws -> RenderStyle {
    let isTerminal = environment.isOutputTerminal && globals.output == nil
    let chinese = context.language == .chinese
    var localTime: (@Sendable (String) -> String)?
    if context.session.invocation.isForPeople {
      let zone = try context.session.displayZone()
      localTime = { text in Instant(text).map(zone.localText) ?? text }
    }
    return RenderStyle(
      isTerminal: isTerminal, width: isTerminal ? environment.terminalWidth : nil,
      color: usesColor(isTerminal), header: globals.hasHeader,
      nullSeparated: globals.isNullSeparated,
      boolLabels: .init(no: chinese ? "否" : "no", yes: chinese ? "是" : "yes"),
      localTime: localTime)
  }

  private func usesColor(_ isTerminal: Bool) -> Bool {
    switch globals.color {
    case .always: true
    case .never: false
    case .auto:
      if environment.variable("NO_COLOR") != nil {
        false
      } else {
        environment.variable("FORCE_COLOR") != nil
          || isTerminal && environment.variable("TERM") != "dumb"
      }
    }
  }
}
