import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// `crm rule run automation`: lets rules with a schedule look at all records.
struct RuleRunAutomation: Command {
  var rules: [String] = []

  static let spec = CommandSpec(
    "rule", "run", "automation", summary: "Let rules with a schedule act on all records",
    discussion: """
      For cron. Each active rule with '--on schedule' acts on the records that meet its condition, \
      as often as its --once allows: once for a record, once for each value of what the condition \
      names (when nothing is said), or once a day.
      """,
    initial: RuleRunAutomation(),
    arguments: [
      .operand(
        "RULE", \.rules, "Only these rules, by id or name", completion: .dynamic("rule"))
    ],
    examples: [Example("crm rule run automation -q", "Every morning from cron")],
    seeAlso: ["rule add automation", "rule test", "inbox"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let written = try AutomationRun(session).run(rules)
    let results = written.value
    let records = results.reduce(0) { $0 + $1.records }
    let columns = [
      Column("rule", label: Label("Rule", "规则")[session.language], kind: .text),
      Column("records", label: Label("Records", "记录数")[session.language], kind: .integer),
    ]
    return .change(
      ChangeReport(
        "\(results.count) rule\(results.count == 1 ? "" : "s") acted on \(records) record\(records == 1 ? "" : "s")",
        written, details: [.init("records", .integer(Int64(records)))],
        rows: RowFeed(columns: columns) { _, sink in
          for result in results {
            sink.row.append(text: result.rule)
            sink.row.append(integer: Int64(result.records))
            try sink.send()
          }
        }))
  }
}
