import CRM
import Catalogue
import CommandLineKit

/// `crm assign run`: gives customers that lie in pools to users, by the assignment rules.
struct AssignRun: Command {
  var filter = RecordFilter()
  var pool: String?
  var rules: [String] = []
  var leads = false

  static let spec = CommandSpec(
    "assign", "run", summary: "Give customers in pools to users, by the assignment rules",
    discussion: """
      --pool or --where says which customers. Each goes by the first active rule whose condition it meets, those that have lain \
      longest first. Members who are disabled, paused by the weight 0 or at a limit are passed over; \
      when none is left, the customer stays or goes where the rule says. Daily limit, freeze and \
      cooldown of pools do not count, their caps do. Nothing is left to chance: the same store gives \
      the same result, and undoing a run gives the turns back. Only an admin assigns. New customers \
      are assigned by the action 'assign by RULE' of a rule of automation.
      """,
    initial: AssignRun(),
    arguments: [
      .option(
        "pool", value: "POOL", \.pool, "Only what lies in this pool; a pool of leads means leads",
        completion: .dynamic(Noun.pool.name)),
      .option(
        "rule", value: "RULE", \.rules, "Only by these rules",
        completion: .dynamic(Noun.assignRule.name)),
      PooledRecords.flag(\.leads),
    ] + FilterArguments.arguments(\AssignRun.filter),
    examples: [
      Example("crm assign run --pool public --dry-run", "Who would get what, and why"),
      Example("crm assign run --where 'source = website'", "Only those from the web site"),
    ], seeAlso: ["assign rule add", "pool assign", "rule add automation"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let holding = leads ? .leads : try PoolHolding.held(by: pool, session: session)
    let written = try AssignmentRun(session, holding).run(filter, pool: pool, rules: rules)
    let result = written.value
    if result.rules.isEmpty {
      session.note("there is no active assignment rule; 'crm assign rule add' makes one")
    }
    let given = result.rows.filter { $0.owner != nil }.count
    let moved = result.rows.filter { $0.pool != nil }.count
    let stayed = result.rows.count - given - moved
    // A document names the customers under "changed"; other formats print them as rows.
    let changed = context.globals.format == .json ? result.rows.filter(\.isChanged) : []
    return .change(
      ChangeReport(
        "assigned \(PooledRecords.count(given, holding)), moved \(moved), left \(stayed)",
        written, records: ChangedRecords.records(changed.map(\.customer), of: holding.noun),
        details: [
          .init("assigned", .integer(Int64(given))), .init("moved", .integer(Int64(moved))),
          .init("left", .integer(Int64(stayed))),
        ], rows: AssignmentRows(result, language: session.language).feed()))
  }
}

extension AssignmentRun.Row {
  fileprivate var isChanged: Bool { owner != nil || pool != nil }
}
