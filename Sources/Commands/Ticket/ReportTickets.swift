import CRM
import CommandLineKit
import Values

/// `crm report tickets`: what waits for whom, and how long it took to resolve.
struct ReportTickets: Command {
  var options = ReportOptions()
  var dimensions: [TicketReport.Dimension] = []

  static let spec = CommandSpec(
    "report", "tickets", summary: "Show open tickets and the time to resolve them",
    discussion: """
      What is open is so now; what was resolved was so in the period. Half of those took no longer than \
      the median, nine of ten no longer than p90. The time counts from when a ticket was made until it \
      was resolved for the last time.
      """,
    initial: ReportTickets(),
    arguments: FilterArguments.arguments(\ReportTickets.options.filter) + [
      .option(
        name: "by", value: "FIELD", help: "Group by this; by assignee and kind when not given",
        completion: .choices(TicketReport.Dimension.allCases.map(\.rawValue)), isRepeatable: true,
        apply: { $0.dimensions.append(try TicketReport.Dimension(argument: $1)) }),
      .option(
        "period", value: "PERIOD", \.options.period,
        "A period: 2026, 2026-Q1, last month, a..b; everything when not given"),
      .option("from", value: "DAY", \.options.from, "The first day of the period"),
      .option("to", value: "DAY", \.options.to, "The last day of the period"),
      .flag("define", \.options.defines, "Print how the numbers are counted"),
    ], conflicts: [["period", "from"], ["period", "to"]],
    examples: [
      Example("crm report tickets", "By assignee and kind"),
      Example("crm report tickets --by kind --period month_start..today", "This month, by kind"),
      Example("crm report tickets --by assignee --where 'priority = urgent'", "What is urgent"),
    ], seeAlso: ["ticket list"])

  func run(in context: CommandContext) throws -> Outcome {
    if options.defines { return .text(TicketReport.definition) }
    var unique: [TicketReport.Dimension] = []
    for dimension in dimensions where !unique.contains(dimension) { unique.append(dimension) }
    let report = try TicketReport(
      context.session, by: unique.isEmpty ? [.assignee, .kind] : unique,
      period: try options.days(in: context), filter: options.filter)
    return .rows(try report.table().feed(context.globals))
  }
}

extension TicketReport.Dimension: ChoiceValue {}
