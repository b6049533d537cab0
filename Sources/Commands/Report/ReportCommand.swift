import CRM
import CommandLineKit
import Values

/// `crm report NAME`: one of the reports that are described (`Report.all`).
struct ReportCommand: Sendable {
  var options = ReportOptions()

  static func spec(_ report: Report) -> CommandSpec<ReportCommand> {
    let groups = report.rows.map(\.name) + (report.dimensions.isEmpty ? [] : ["GROUP"])
    return CommandSpec(
      path: ["report", report.name], summary: report.summary, discussion: discussion(of: report),
      initial: ReportCommand(),
      arguments: ReportOptions.arguments(
        \.options, of: report, key: (groups.first ?? "all").uppercased()),
      conflicts: ReportOptions.conflicts,
      examples: report.examples.map { Example($0.command, $0.caption) }, seeAlso: ["report list"])
  }

  private static func discussion(of report: Report) -> String {
    let standard = report.standard.joined(separator: ",")
    let rows = report.rows.map(\.name).joined(separator: ", ")
    var text = report.discussion.isEmpty ? "" : report.discussion + "\n\n"
    text += "--define prints what exactly the numbers mean."
    if !rows.isEmpty { text += " There is a row for every \(rows); --by adds to it." }
    if !standard.isEmpty {
      text += " The rows are by \(standard) when --by is not given; --by= gives one row of totals."
    }
    return text
  }

  func run(_ report: Report, in context: CommandContext) throws -> Outcome {
    if options.defines { return .text(report.wholeDefinition) }
    let parameters = try options.parameters(of: report, in: context)
    try context.session.keepManyPages()
    let answer = try report.answer(ReportRun(parameters, session: context.session))
    guard options.keys.isEmpty else {
      return .rows(try answer.records(options.keys).feed(context.globals))
    }
    return try ReportOutput(options, context).outcome(answer.table())
  }
}
