import CRM
import CommandLineKit
import Tabular

/// `crm report list`: which reports there are.
struct ReportList: Command {
  static let spec = CommandSpec(
    "report", "list", summary: "List the reports and what they can be grouped by",
    initial: ReportList(), arguments: [],
    examples: [Example("crm report list", "All reports")])

  func run(in context: CommandContext) throws -> Outcome {
    let language = context.language
    let rows = Report.all.map { report in
      [
        report.name, report.label[language], report.summary,
        report.dimensions.map(\.name).joined(separator: ","),
        report.measures.map(\.name).joined(separator: ","),
      ]
    }.sorted { $0[0] < $1[0] }
    return .rows(
      RowFeed(columns: [
        Column("name", isNullable: false), Column("title", isNullable: false),
        Column("summary", isNullable: false), Column("by", kind: .list),
        Column("measures", kind: .list),
      ]) { _, sink in
        for row in rows {
          for text in row { sink.row.append(text: text) }
          try sink.send()
        }
      })
  }
}
