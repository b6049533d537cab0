import CRM
import Catalogue
import CommandLineKit
import Store
import Tabular
import Values

extension ImportOptions.DuplicateAction: ChoiceValue {}
extension ImportOptions.FaultAction: ChoiceValue {}
extension ImportOptions.ExtraColumns: ChoiceValue {}

/// `crm import csv`: the rows of a file become records, as one operation.
struct ImportCSV: Command {
  var file: FilePath?
  var noun = "customer"
  var maps: [String] = []
  var values: [String] = []
  var defaults: [String] = []
  var constants: [String] = []
  var pool: String?
  var createsMissing: [String] = []
  var match: [String] = []
  var onDuplicate = ImportOptions.DuplicateAction.reject
  var onFault = ImportOptions.FaultAction.stop
  var extra = ImportOptions.ExtraColumns.ignore
  var isHistoric = false
  var repeats = false
  var encoding = "auto"
  var delimiter: String?
  var rejects: FilePath?
  var results: FilePath?
  var checks = EntryChecks()

  static let spec = CommandSpec(
    "import", "csv", summary: "Import the rows of a CSV file",
    discussion: """
      Columns are matched by field name, label in either language, and common other names; --map \
      says what the others are. All errors of the file are found in one run; by default none of \
      its rows is imported then. With --on-error skip the right ones are; a row whose parent or \
      manager nobody knows is imported without it. The same file again changes nothing. \
      'crm undo' takes an import back as a whole.
      """,
    initial: ImportCSV(),
    arguments: arguments,
    examples: [
      Example("crm import csv leads.csv --dry-run", "What would be imported"),
      Example(
        "crm import csv leads.csv --map 'Tel.=phone' --on-error skip --rejects wrong.csv",
        "Import what is right, and write the rest to a file"),
      Example(
        "crm import csv products.csv --into product --on-duplicate update", "New prices"),
    ], seeAlso: ["import template", "import map", "export csv"])

  private static var arguments: [Argument<ImportCSV>] {
    [
      .operand(
        "FILE", \.file, "The file; - is standard input", isRequired: true, completion: .file),
      .option(
        "into", value: "NOUN", \.noun, "What the rows are",
        completion: .choices(Catalogue.builtIn.nouns.filter { !$0.isReadOnly }.map(\.name))),
      .option(
        "map", value: "COLUMN=FIELD|FILE", \.maps,
        "What a column is; no field leaves it out. Or a file of such lines"),
      .option(
        "value", value: "FIELD:TEXT=OTHER", \.values, "Read a text of a field as another one"),
      .option("default", value: "FIELD=VALUE", \.defaults, "What a blank cell stands for"),
      .option("set", value: "FIELD=VALUE", \.constants, "Give all rows this value"),
      .option(
        "pool", value: "POOL", \.pool, "Put all customers into this pool",
        completion: .dynamic("pool")),
      .option(
        "create-missing", value: "FIELD,…", \.createsMissing,
        "Create the records and options that these fields name", separatesAtCommas: true),
      .option(
        "match", value: "FIELD,…", \.match, "Find existing records by these fields, all equal",
        separatesAtCommas: true),
      .option("on-duplicate", value: "ACTION", \.onDuplicate, "What to do with existing records"),
      .option("on-error", value: "ACTION", \.onFault, "What to do when rows are wrong"),
      .option(
        "extra", value: "ACTION", \.extra,
        "What to do with columns that stand for nothing; create-fields makes text fields of them"),
      .option("rejects", value: "FILE", \.rejects, "Write the wrong rows here", completion: .file),
      .option(
        "results", value: "FILE", \.results, "Write the record of every line here",
        completion: .file),
      .flag("historic", \.isHistoric, "Take dates and authors over; gates may be absent"),
      .flag("again", \.repeats, "Import a file that was imported before"),
      .option(
        "encoding", value: "NAME", \.encoding, "The encoding of the file",
        completion: .choices(TextEncoding.suggested)),
      .option("delimiter", value: "CHARACTER", \.delimiter, "What separates fields; 'tab' too"),
    ] + EntryCheckOptions.all(\.checks)
  }

  func run(in context: CommandContext) throws -> Outcome {
    let options = try options(in: context)
    let input = try input(in: context)
    let progress = ImportProgressLine(context)
    defer { progress?.erase() }
    let ending = try FileImport(options, session: context.session)
      .run(input) { progress?.show($0) }
    switch ending {
    case .repeated(let operation, let at):
      context.session.note(
        "\(input.name) was imported at \(at) by operation/\(operation); nothing to do")
      context.session.note("hint: --again imports it once more")
      return .nothing
    case .done(let written):
      return outcome(written, options: options, context)
    }
  }

  private func outcome(
    _ written: Written<ImportReport>, options: ImportOptions, _ context: CommandContext
  ) -> Outcome {
    let report = written.value
    if !report.unmapped.isEmpty {
      let names = report.unmapped.map { "'\($0)'" }.joined(separator: ", ")
      context.session.note("not imported: \(names)")
    }
    let companion = (try? NounBehavior.of(options.noun).companion)?.plural
    let change = Outcome.change(
      ChangeReport(
        report.summary(noun: options.noun.plural, companion: companion), written,
        details: [
          .init("rows", .integer(Int64(report.rows))),
          .init("created", .integer(Int64(report.created))),
          .init("updated", .integer(Int64(report.updated))),
          .init("skipped", .integer(Int64(report.skipped))),
          .init("rejected", .integer(Int64(report.rejected))),
        ]))
    guard !report.findings.isEmpty else { return change }
    return .answer(change, UserErrors(report.findings, conclusion: conclusion(of: report)))
  }

  /// What ends an import that left something out.
  private func conclusion(of report: ImportReport) -> UserError {
    var parts: [String] = []
    var hints: [String] = []
    if report.rejected > 0 {
      let verb = report.rejected == 1 ? "was" : "were"
      parts.append("\(report.rejected.counted("row")) \(verb) not imported")
      if rejects == nil { hints.append("--rejects FILE writes them to a file") }
    }
    if report.unlinked > 0 {
      let verb = report.unlinked == 1 ? "was" : "were"
      parts.append(
        "\(report.unlinked.counted("row")) \(verb) imported without an unknown reference")
      hints.append("once it is known, --on-duplicate fill adds the reference")
    }
    return UserError(
      .partial, "\(report.file): \(parts.joined(separator: "; "))", code: "E_IMPORT",
      hints: hints)
  }

  // MARK: Options

  private func options(in context: CommandContext) throws -> ImportOptions {
    var options = ImportOptions(into: try context.importedNoun(named: noun))
    for map in maps { options.maps += try ImportArguments.columnMaps(map, in: context) }
    options.replacements = try values.map(ImportArguments.replacement)
    options.defaults = try defaults.map { try ImportArguments.assignment($0, option: "--default") }
    options.constants = try constants.map { try ImportArguments.assignment($0, option: "--set") }
    if let pool { options.constants.append(.init(target: "pool", text: pool)) }
    options.createsMissing = createsMissing
    options.match = match
    options.onDuplicate = onDuplicate
    options.onFault = onFault
    options.extra = extra
    options.limit = try context.globals.rowLimit()
    options.isHistoric = isHistoric
    options.repeats = repeats
    options.checks = checks
    return options
  }

  private func input(in context: CommandContext) throws -> ImportInput {
    guard let file else { throw UserError(.usage, "no file to import") }
    try ImportArguments.refuseSameFile([
      ("the file", file), ("--rejects", rejects), ("--results", results),
    ])
    var input = try ImportArguments.input(
      file, encoding: encoding, delimiter: delimiter, makesCopy: onFault == .skip)
    input.rejects = try rejects.map { try ByteOutput(sink: OutputFile.sink($0, in: context)) }
    input.results = try results.map { try ByteOutput(sink: OutputFile.sink($0, in: context)) }
    return input
  }
}
