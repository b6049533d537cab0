import CRM
import CommandLineKit
import Values

/// `crm report run FILE.sql`: a user's own query.
struct ReportRunFile: Command {
  var file: FilePath?
  var options = ReportOptions()

  static let spec = CommandSpec(
    "report", "run", summary: "Run your own SELECT and print it as a report",
    discussion: """
      The file holds one SELECT, which can read everything and change nothing. 'crm help views' \
      describes the views to read from. The parameters :today, :now and :me stand for the day and \
      the instant of the store's clock and for your login. Amounts are in minor units.
      """,
    initial: ReportRunFile(),
    arguments: [
      .operand(
        "FILE", \.file, "The query; - is standard input", isRequired: true, completion: .file)
    ] + ReportOptions.drawing(\.options), conflicts: [["svg", "html"]],
    examples: [
      Example("crm report run owners.sql", "As a table on the terminal"),
      Example("crm report run owners.sql --json", "For a script"),
    ], seeAlso: ["report list"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let file else { throw UserError(.usage, "no query to run") }
    guard context.globals.sort.isEmpty else {
      throw UserError(.usage, "--sort does not go with a query of yours", hints: ["write ORDER BY"])
    }
    let name = file.isStandardStream ? "(standard input)" : file.description
    guard let bytes = try ImportArguments.source(file).bytes(atMost: SQLReport.largestSize) else {
      throw UserError(.badData, "\(name) is larger than 1 MB", code: "E_SQL")
    }
    let report = try SQLReport(bytes, name: name, session: context.session)
    return try ReportOutput(options, context)
      .outcome(report.feed(limit: context.globals.rowLimit()))
  }
}
