import CRM
import CommandLineKit

/// `crm pool forecast`: what will fall when, if nothing happens.
struct PoolForecast: Command {
  var days = 7
  var isMine = false
  var filter = RecordFilter()

  static let spec = CommandSpec(
    "pool", "forecast", summary: "List the customers that will fall, day by day",
    discussion: """
      From today on for --days days, as long as nobody does anything about it and 'crm pool recycle' \
      runs every day: what a run of today would take comes first. 'crm pool explain' says why for \
      one of them.
      """,
    initial: PoolForecast(),
    arguments: [
      .option(
        "days", value: "N", \.days, "How many days to look ahead, 0 to 3660; 7 when not given"),
      .flag("mine", \.isMine, "Only what you would lose"),
    ] + FilterArguments.arguments(\PoolForecast.filter),
    examples: [
      Example("crm pool forecast --days 30", "The next month"),
      Example("crm pool forecast --mine --where 'level = A'", "What you should call today"),
    ], seeAlso: ["pool recycle", "pool explain", "pool simulate"])

  func run(in context: CommandContext) throws -> Outcome {
    .rows(try ForecastRows(context.session).feed(days: days, filter: filter, isMine: isMine))
  }
}
