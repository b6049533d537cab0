import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// `crm export csv|tsv|ndjson|json|md`: records as a file for other programs and for `crm import`.
struct ExportFile: Sendable {
  var noun = "customer"
  var isForExcel = false
  var encoding: String?
  var exportsDeleted = false
  var filter = RecordFilter()

  static func spec(_ format: OutputFormat) -> CommandSpec<ExportFile> {
    let name = format.rawValue
    return CommandSpec(
      path: ["export", name], summary: "Export records as \(title(format))",
      discussion: """
        Every field that an import takes is written, in the same form whatever the language; \
        references as external id, login or name. A record without an external id that others \
        refer to by a name that it shares gets its number as one: customer-42. With --historic an \
        import takes all of it over, dates and stages included.
        """,
      initial: ExportFile(), arguments: arguments(format),
      examples: [
        Example("crm export \(name) -o customers.\(name)", "All customers"),
        Example("crm export \(name) user --fields login,name,team", "Some fields of the users"),
      ], seeAlso: ["import csv"])
  }

  private static func title(_ format: OutputFormat) -> String {
    switch format {
    case .csv: "CSV"
    case .tsv: "tab-separated values"
    case .ndjson: "one JSON object a line"
    case .json: "a JSON array"
    case .md: "a Markdown table"
    case .table, .line, .ids, .mail: format.rawValue
    }
  }

  private static func arguments(_ format: OutputFormat) -> [Argument<ExportFile>] {
    var arguments: [Argument<ExportFile>] = [
      .operand(
        "NOUN", \.noun, "What to export",
        completion: .choices(Catalogue.builtIn.nouns.map(\.name))),
      .flag("deleted", \.exportsDeleted, "Export deleted records instead"),
    ]
    arguments += FilterArguments.arguments(\ExportFile.filter)
    if format == .csv {
      arguments.append(
        .flag(
          "excel", \.isForExcel,
          "For Excel: a byte order mark, CRLF, and text that would run as a formula made inert"))
    }
    if format == .csv || format == .tsv {
      arguments.append(
        .option(
          "encoding", value: "NAME", \.encoding, "Write in this encoding (utf-8)",
          completion: .choices(TextEncoding.suggested.filter { $0 != "auto" })))
    }
    return arguments
  }

  func run(_ format: OutputFormat, in context: CommandContext) throws -> Outcome {
    let noun = try context.noun(named: noun)
    if context.globals.fields == "help" { return try .rows(FieldHelp.feed(noun, in: context)) }
    var export = RecordExport(noun, session: context.session)
    export.fields = context.globals.fields
    export.sort = context.globals.sort
    export.limit = try context.globals.rowLimit()
    export.exportsDeleted = exportsDeleted
    export.filter = filter
    return .file(
      try export.feed(), FileForm(format, encoding: encoding, isForExcel: isForExcel))
  }
}
