import CRM
import CommandLineKit
import Values

/// `crm report pool`: how the pools are doing.
struct ReportPool: Command {
  var options = ReportOptions()

  static let spec = CommandSpec(
    "report", "pool", summary: "Show what comes into the pools and what becomes of it",
    discussion: """
      Stock is what lies there now. Inflow, outflow and claims are those of the period; a claim \
      counts as followed up, or as won, when that happened while the claimer had the customer. The \
      median of the days in the pool is that of the customers which left it in the period. What was \
      undone does not count.
      """,
    initial: ReportPool(),
    arguments: ReportOptions.arguments(
      \.options, [.period, .conditions], by: [], key: "POOL"),
    conflicts: ReportOptions.conflicts(.period),
    examples: [
      Example("crm report pool", "Since the store was made"),
      Example("crm report pool --period month_start..today", "This month"),
      Example("crm report pool --where '行业 = 制造'", "Customers of one industry"),
    ], seeAlso: ["pool list"])

  func run(in context: CommandContext) throws -> Outcome {
    if options.defines { return .text(PoolReport.definition) }
    let period = try options.days(in: context)
    let report = try PoolReport(context.session, period: period, filter: options.filter)
    if !options.keys.isEmpty {
      return .rows(try report.records(in: options.keys).feed(context.globals))
    }
    return try ReportOutput(options, context).outcome(report.table())
  }
}
