import CRM
import CommandLineKit
import Tabular
import Values

extension LineFileImport.Existing: ChoiceValue {}

/// `crm NOUN line import`: rows of a file become product lines of records that are there.
struct LineImport: Sendable {
  var file: FilePath?
  var existing = LineFileImport.Existing.reject
  var isHistoric = false
  var encoding = "auto"
  var delimiter: String?

  static func spec(_ owner: LineOwner) -> CommandSpec<LineImport> {
    let noun = owner.noun.name
    return CommandSpec(
      path: owner.path(of: "import"), summary: "Import product lines of \(owner.noun.plural)",
      discussion: """
        One row a line: a column '\(noun)' names the \(noun) by number, external id, name or as \
        \(noun)/7, 'product' or 'code' the product; 'quantity', 'price', 'discount', 'list_price', \
        'note' and 'line', the number among the lines, may be missing. Labels in either language will \
        do. A line without a price takes the list price of the day. \(amounts(owner)) All errors of the \
        file are found in one run, and nothing is imported then. 'crm undo' takes an import back.
        """,
      initial: LineImport(),
      arguments: [
        .operand(
          "FILE", \.file, "The CSV file; - is standard input", isRequired: true,
          completion: .file),
        .option(
          "on-duplicate", value: "ACTION", \.existing,
          "What to do when there are lines already; add puts the new ones behind them"),
        .flag(
          "historic", \.isHistoric,
          "Past years: prices and amounts stay, and what is settled takes lines, too"),
        .option(
          "encoding", value: "NAME", \.encoding, "The encoding of the file",
          completion: .choices(TextEncoding.suggested)),
        .option("delimiter", value: "CHARACTER", \.delimiter, "What separates fields; 'tab' too"),
      ],
      examples: [
        Example(
          "crm \(owner.noun.command) line import lines.csv --on-duplicate add",
          "Behind the lines that there are"),
        Example(
          "crm \(owner.noun.command) line import old.csv --historic --on-duplicate skip",
          "Lines of past years, where none are yet"),
      ], seeAlso: ["\(owner.noun.command) line export", "import csv"])
  }

  private static func amounts(_ owner: LineOwner) -> String {
    owner.hasAmount
      ? "The amount follows the lines, unless it was set to something else."
      : "Only drafts take lines."
  }

  func run(_ owner: LineOwner, in context: CommandContext) throws -> Outcome {
    guard let file else { throw UserError(.usage, "no file to import") }
    var options = LineFileImport.Options()
    options.existing = existing
    options.isHistoric = isHistoric
    options.limit = try context.globals.rowLimit()
    let input = try ImportArguments.input(file, encoding: encoding, delimiter: delimiter)
    let progress = ImportProgressLine(context)
    defer { progress?.erase() }
    let written = try LineFileImport(of: owner, options, session: context.session)
      .run(input) { progress?.show($0) }
    let report = written.value
    if !report.unmapped.isEmpty {
      let names = report.unmapped.map { "'\($0)'" }.joined(separator: ", ")
      context.session.note("not imported: \(names)")
    }
    return .change(
      ChangeReport(
        summary(of: report, owner), written,
        details: [
          .init("rows", .integer(Int64(report.rows))),
          .init("lines", .integer(Int64(report.lines))),
          .init("records", .integer(Int64(report.records))),
          .init("skipped", .integer(Int64(report.skipped))),
        ]))
  }

  private func summary(of report: LineFileImport.Report, _ owner: LineOwner) -> String {
    let records =
      report.records == 1
      ? "1 \(owner.noun.name)" : "\(report.records.grouped) \(owner.noun.plural)"
    var text = "\(report.file): \(report.lines.counted("line")) of \(records)"
    if report.skipped > 0 { text += ", \(report.skipped.counted("row")) skipped" }
    return text
  }
}
