import CRM
import CommandLineKit
import Tabular
import Values

/// `crm dashboard [NAME]`: a saved set of reports, on the terminal or as a page.
struct DashboardCommand: Command {
  var name: String?
  var period: String?
  var html: FilePath?

  static let spec = CommandSpec(
    "dashboard", summary: "Show reports that are looked at together",
    discussion: """
      Without NAME the first dashboard that was made, and where there is none an overview of sales. \
      --html writes one page that needs nothing else: charts and tables, in light and dark, fit to \
      print and to send.
      """,
    initial: DashboardCommand(),
    arguments: [
      .operand("NAME", \.name, "The dashboard", completion: .dynamic("dashboard")),
      .option(
        "period", value: "PERIOD", \.period,
        "A period for all reports that have one and do not name their own"),
      .option("html", value: "FILE", \.html, "Write a page", completion: .file),
    ],
    examples: [
      Example("crm dashboard", "The first dashboard, or an overview"),
      Example(
        "crm dashboard --period 2026 --html sales.html", "The year as a page for the manager"),
    ], seeAlso: ["dashboard add", "report list"])

  func run(in context: CommandContext) throws -> Outcome {
    let dashboard = try SavedDashboard(name, session: context.session)
    let more = period.map { ["--period", $0] } ?? []
    let reports = try dashboard.lines.map { try DashboardReport($0, adding: more) }
    guard let html else {
      return .sections(reports.map { report in { try report.feed(in: $0) } })
    }
    let given = more.isEmpty ? "" : " (\(period ?? ""))"
    let sections = try context.readSideBySide(reports.count) { place, context in
      let report = reports[place]
      var section = try ReportFigures(report.feed(in: context), in: context).section
      section.command = "crm report \(report.line)\(given)"
      return section
    }
    let page = try ReportFigures.page(title: dashboard.name, sections, in: context)
    return try ReportOutput.write(page.html, to: html, in: context)
  }
}
