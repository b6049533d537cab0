import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm pool recycle`: puts neglected customers back into pools, by the recycle rules.
struct PoolRecycle: Command {
  var asOf: String?
  var limit: Int?

  static let spec = CommandSpec(
    "pool", "recycle", summary: "Put neglected customers back into pools",
    discussion: """
      Every customer falls that a recycle rule finds due on the day. A second run changes nothing, \
      and a run after missed days catches up. What was shared ends, and the owner's open tasks there are \
      cancelled. --dry-run --as-of DAY shows what the run of that day \
      will do.
      """,
    initial: PoolRecycle(),
    arguments: [
      .option("as-of", value: "DAY", \.asOf, "Count the days up to this day; today when not given"),
      .option("max", value: "N", \.limit, "At most N customers, the most neglected first"),
    ],
    examples: [
      Example("crm pool recycle", "What cron runs every night"),
      Example("crm pool recycle --dry-run --as-of 7d", "Who would fall within a week"),
    ], seeAlso: ["pool rule add", "pool explain"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let day = try asOf.map { try AsOfDay.read($0, in: session) }
    let written = try Recycling(session).run(asOf: day, limit: limit)
    let result = written.value
    // A document names the customers under "changed"; other formats print them as rows.
    let isJSON = context.globals.format == .json
    if result.rules.isEmpty {
      session.note("no recycle rule acts on \(result.asOf); 'crm pool rule list' shows them")
    }
    return .change(
      ChangeReport(
        "recycled \(counts(result)) as of \(result.asOf)",
        written, records: isJSON ? result.rows.map { changed($0, result) } : [],
        details: [
          .init("as_of", .text(result.asOf.description)),
          .init("recycled", .integer(Int64(result.rows.count))),
        ], rows: RecycledRows(result, language: session.language).feed()))
  }

  /// "3 customers", or with leads "3 customers and 1 lead".
  private func counts(_ result: Recycling.Result) -> String {
    let leads = result.rows.count { result.rules[Int($0.rule)].holding == .leads }
    let customers = PooledRecords.count(result.rows.count - leads, .customers)
    return leads == 0 ? customers : "\(customers) and \(PooledRecords.count(leads, .leads))"
  }

  private func changed(_ row: Recycling.Row, _ result: Recycling.Result) -> ChangeReport.Record {
    ChangeReport.Record(result.rules[Int(row.rule)].holding.noun.reference(row.record))
  }
}
