import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// A report on its way out: rows, a chart, or a page.
struct ReportOutput {
  private let options: ReportOptions
  private let context: CommandContext

  init(_ options: ReportOptions, _ context: CommandContext) {
    self.options = options
    self.context = context
  }

  func outcome(_ table: ReportTable) throws -> Outcome {
    let globals = context.globals
    return try outcome(
      table.feed(
        fields: globals.fields, sort: globals.sort, limit: try globals.rowLimit(),
        drawsBars: options.draws ?? true))
  }

  func outcome(_ feed: RowFeed) throws -> Outcome {
    if let file = options.svg {
      let figures = try ReportFigures(feed, in: context)
      guard let chart = figures.chart else {
        throw UserError(
          .usage, "there is no column of numbers to draw",
          hints: ["--fields leaves out what the chart shows"])
      }
      return try write(chart.svg(), to: file)
    }
    if let file = options.html {
      let section = try ReportFigures(feed, in: context).section
      return try write(
        ReportFigures.page(title: section.title, [section], in: context).html, to: file)
    }
    if options.draws == true, let lines = try ReportFigures.sparklines(of: feed, in: context) {
      return .rows(lines)
    }
    return .rows(feed)
  }

  /// The text as a file that appears when it is complete; `-` is standard output.
  private func write(_ text: String, to file: FilePath) throws -> Outcome {
    try Self.write(text, to: file, in: context)
  }

  static func write(_ text: String, to file: FilePath, in context: CommandContext) throws -> Outcome
  {
    guard !file.isStandardStream else { return .text(text) }
    let output = ByteOutput(sink: try OutputFile.sink(file, in: context))
    try output.write(text)
    try output.finish()
    if !context.globals.isQuiet { context.session.note("wrote \(file)") }
    return .nothing
  }
}
