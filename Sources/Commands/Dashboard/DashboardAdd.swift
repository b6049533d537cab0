import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm dashboard add`: keeps reports under a name.
struct DashboardAdd: Command {
  var name: String?
  var reports: [String] = []
  var remark: String?

  static let spec = CommandSpec(
    "dashboard", "add", summary: "Keep reports under a name",
    discussion:
      "Every REPORT is one word to the shell: what follows 'crm report', in quotes when it "
      + "has options.",
    initial: DashboardAdd(),
    arguments: [
      .operand("NAME", \.name, "The name, unique among dashboards", isRequired: true),
      .operand(
        "REPORT", \.reports, "A report with its options", isRequired: true,
        completion: .choices(Report.all.map(\.name))),
      .option("remark", value: "TEXT", \.remark, "A remark"),
    ],
    examples: [
      Example(
        "crm dashboard add Weekly funnel 'win-loss --by owner' 'activity --period -7d..today'",
        "What is looked at every Monday")
    ], seeAlso: ["dashboard", "report list"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let name, !name.isEmpty else { throw UserError(.usage, "a dashboard needs a name") }
    for report in reports {
      guard !report.contains(where: \.isNewline) else {
        throw UserError(.usage, "a report is one line", code: "E_DASHBOARD")
      }
      // What cannot be read now could never be shown.
      _ = try DashboardReport(report)
    }
    let session = context.session
    var given: [(field: Field, text: String)] = []
    for (field, text) in [
      ("name", name), ("reports", reports.joined(separator: "\n")), ("remark", remark ?? ""),
    ] where !text.isEmpty {
      if let field = Noun.dashboard.field(field) { given.append((field, text)) }
    }
    try session.willWrite()
    let written = try session.write { db in
      try RecordAddition(.dashboard, session: session, db: db).add(given)
    }
    let reference = Noun.dashboard.reference(written.value.id)
    return .change(
      ChangeReport(
        "added \(reference) \(written.value.title)", written,
        records: [.init(reference, title: written.value.title)]))
  }
}
