import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm report funnel`: what stands in which stage, or what a cohort reached.
struct FunnelCommand: Command {
  var options = ReportOptions()
  var isCohort = false

  static let spec = CommandSpec(
    "report", "funnel", summary: "Count opportunities and amounts by stage",
    discussion: "Without --cohort: what stands in every stage now; a period limits the closed ones "
      + "by the day on which they were closed. With --cohort: how far the opportunities came that "
      + "were created in the period.",
    initial: FunnelCommand(),
    arguments: [
      .flag("cohort", \.isCohort, "Follow the opportunities that were created in the period")
    ]
      + ReportOptions.arguments(
        \.options, .opportunities, by: ReportDimension.allCases.map(\.name), key: "STAGE"),
    conflicts: ReportOptions.conflicts(.opportunities),
    examples: [
      Example("crm report funnel", "What stands in every stage"),
      Example(
        "crm report funnel --by owner --period 2026-Q1", "Owner by owner, closed in a quarter"),
      Example("crm report funnel --cohort --period 2026", "How far this year's came"),
    ])

  func run(in context: CommandContext) throws -> Outcome {
    if options.defines {
      return .text(isCohort ? FunnelCohort.definition : FunnelReport.definition)
    }
    let session = context.session
    let parameters = try options.parameters(dimensions: ReportDimension.allCases, in: context)
    if (parameters.groupings ?? []).count > 1 {
      throw UserError(.usage, "the funnel is grouped by one field", hints: ["give --by once"])
    }
    guard options.keys.isEmpty else {
      let stages = try session.read { db in
        let reader = try FieldReader(.option, session: session, db: db)
        return try options.keys.flatMap { try reader.matches($0, noun: .stage) }
      }
      return .rows(
        try
          (isCohort
          ? FunnelCohort(parameters, session: session).records(in: stages)
          : FunnelReport(parameters, session: session).records(in: stages))
          .feed(context.globals))
    }
    let table =
      isCohort
      ? try FunnelCohort(parameters, session: session).table()
      : try FunnelReport(parameters, session: session).table()
    return try ReportOutput(options, context).outcome(table)
  }
}
