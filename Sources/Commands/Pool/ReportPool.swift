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
    arguments: FilterArguments.arguments(\ReportPool.options.filter) + [
      .option(
        "period", value: "PERIOD", \.options.period,
        "A period: 2026, 2026-Q1, last month, a..b; everything when not given"),
      .option("from", value: "DAY", \.options.from, "The first day of the period"),
      .option("to", value: "DAY", \.options.to, "The last day of the period"),
      .flag("define", \.options.defines, "Print how the numbers are counted"),
    ], conflicts: ReportOptions.conflicts,
    examples: [
      Example("crm report pool", "Since the store was made"),
      Example("crm report pool --period month_start..today", "This month"),
      Example("crm report pool --where '行业 = 制造'", "Customers of one industry"),
    ], seeAlso: ["pool list"])

  func run(in context: CommandContext) throws -> Outcome {
    if options.defines { return .text(PoolReport.definition) }
    let period = try options.days(in: context)
    let report = try PoolReport(context.session, period: period, filter: options.filter)
    return .rows(try report.table().feed(context.globals))
  }
}
