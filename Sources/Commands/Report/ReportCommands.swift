import CRM
import CommandLineKit

/// The commands of this folder, for the registry.
enum ReportCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(
      noun: "report", summary: "What the numbers say", group: "Reports",
      verbs: {
        [CommandEntry(ReportList.self)] + Report.all.map(entry)
          + [CommandEntry(ReportRunFile.self)]
      })
  ]

  private static func entry(_ report: Report) -> CommandEntry<Payload> {
    CommandEntry(ReportCommand.spec(report)) { try $0.run(report, in: $1) }
  }
}
