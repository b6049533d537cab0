import CRM
import CommandLineKit
import Values

/// `crm pool simulate`: what other recycle rules would have done.
struct PoolSimulate: Command {
  var file: FilePath?
  var from: String?
  var to: String?
  var listsFalls = false

  static let spec = CommandSpec(
    "pool", "simulate", summary: "Replay the past under other recycle rules",
    discussion: """
      The file is a configuration with recycle rules, as 'crm config export' writes it; without one \
      the present rules are replayed. Nothing is changed. Every owner's time with a customer is gone \
      through as if a run had been made at the beginning of every day of the period: how many would \
      have fallen, from whom, how many of them won later, and how many fell in fact. Follow-ups, \
      stages and deals are those of the time; levels, teams and what conditions read are those of \
      today. Locks and grace days are left out.
      """,
    initial: PoolSimulate(),
    arguments: [
      .operand("RULES", \.file, "The file with the rules; - is standard input"),
      .option("from", value: "DAY", \.from, "The first day of the period; required"),
      .option("to", value: "DAY", \.to, "The last day of the period; today when not given"),
      .flag("list", \.listsFalls, "List the customers instead of counting them"),
    ],
    examples: [
      Example("crm pool simulate stricter.yaml --from 2026-01-01", "What it would have meant"),
      Example("crm pool simulate --from -90d --list", "The present rules, customer by customer"),
    ], seeAlso: ["pool forecast", "pool rule add", "config export"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    guard let from else {
      throw UserError(
        .usage, "the first day of the period is missing", hints: ["give it as --from DAY"])
    }
    let first = try AsOfDay.read(from, in: session)
    let last = try to.map { try AsOfDay.read($0, in: session) } ?? session.today()
    guard first <= last else {
      throw UserError(
        .usage, "the period ends before it begins: \(first) is after \(last)", code: "E_DATE")
    }
    let report = try SimulationReport(
      try file.map { try ConfigArguments.read($0, in: context) }, over: first...last,
      listing: listsFalls, session: session)
    session.note(report.summary)
    return .rows(report.rows)
  }
}
