import CRM
import Catalogue
import CommandLineKit
import Values

extension RecycleRule.Kind: ChoiceValue {}
extension RecycleRule.FollowUpAuthor: ChoiceValue {}

/// `crm pool rule add`: a rule by which neglected customers go back to a pool.
struct PoolRuleAdd: Command {
  var kind: RecycleRule.Kind?
  var name: String?
  var days: Int?
  var scope: String?
  var pool: String?
  var daysBy: String?
  var graceDays: Int?
  var warnings: String?
  var exempt: [String] = []
  var resetsBy = RecycleRule.FollowUpAuthor.owner
  var excludesWon: Bool?
  var leads = false
  var excludesOpenOpportunities = false
  var condition: String?

  static let spec = CommandSpec(
    "pool", "rule", "add", summary: "Add a rule by which neglected customers fall",
    discussion: """
      no_follow_up counts from the last follow-up on the customer, its contacts or opportunities, or \
      from the last stage that an opportunity reached; no_opportunity from the last opportunity \
      that was created; no_deal from the last deal; contract_ended from the last day of the last approved contract; \
      held from nothing; all at least from the day \
      on which the owner got the customer. A customer falls when more than --days calendar days \
      have passed, those of 'crm pool pause' aside. Rules are looked through in the order in which \
      they were added: the first that fires decides the pool. Without --to that is the first pool \
      by priority with members, if the owner is one of them, or the public one.
      """,
    initial: PoolRuleAdd(),
    arguments: [
      .operand("KIND", \.kind, "What must not be missing for too long", isRequired: true),
      .option("name", value: "NAME", \.name, "Its name; kind and days when not given"),
      .option("days", value: "N", \.days, "Falls after more than N days; 0 is never; required"),
      .option(
        "days-by", value: "FIELD:OPTION=N,…", \.daysBy,
        "Other days for some options of a field: level:A=60,B=30; 0 is never"),
      .option(
        "scope", value: "user:U|team:T|role:R|pool:P", \.scope,
        "Only customers of these owners, or those taken out of that pool"),
      .option(
        "where", value: "CONDITION", \.condition,
        "Only customers that meet the condition on the day of the run (crm help conditions)"),
      .option(
        "to", value: "POOL", \.pool, "The pool where they fall; the owner's when not given",
        completion: .dynamic("pool")),
      .option(
        "grace-days", value: "N", \.graceDays,
        "The rule acts so many days from now on; its earliest warning when not given"),
      .option(
        "warn", value: "N,…", \.warnings,
        "Days before the fall on which the owner's inbox tells of it; 7,3,1 when not given"),
      .option("resets-by", value: "owner|anyone", \.resetsBy, "Whose follow-ups count"),
      .flag("leads", \.leads, "It recycles leads; the kinds are no_follow_up and held"),
      .option(
        "exempt", value: "USER", \.exempt, "A user whose customers stay; repeatable",
        completion: .dynamic("user")),
      .flag(
        "exclude-open-opportunity", \.excludesOpenOpportunities,
        "Leave customers with an open opportunity"),
      .flag(
        "exclude-won", \.excludesWon,
        "Whether customers with a deal stay; they do, unless the kind is contract_ended"),
    ],
    examples: [
      Example("crm pool rule add no_follow_up --days 30", "A month without a follow-up"),
      Example(
        "crm pool rule add no_deal --days 180 --scope role:sales --grace-days 14",
        "Half a year without a deal"),
      Example(
        "crm pool rule add no_follow_up --days 15 --where 'level in (A, B)'",
        "The important ones sooner"),
      Example(
        "crm pool rule add no_follow_up --days 15 --days-by level:A=60,B=30", "By level"),
    ], seeAlso: ["pool recycle", "pool rule list"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let kind, let days else {
      throw UserError(.usage, "a rule needs a number of days", hints: ["give it as --days N"])
    }
    var draft = RecycleRuleDraft(kind: kind, days: days)
    draft.name = name
    draft.scope = scope
    draft.pool = pool
    draft.holding = leads ? .leads : .customers
    draft.daysBy = daysBy
    draft.graceDays = graceDays
    draft.warnings = warnings
    draft.exempt = exempt
    draft.excludesOpenOpportunities = excludesOpenOpportunities
    draft.resetsBy = resetsBy
    draft.excludesWon = excludesWon
    draft.condition = condition
    let written = try draft.add(session: context.session)
    let rule = written.value
    return .change(
      ChangeReport(
        "added \(rule.summary); it acts from \(rule.actsFrom)", written,
        records: [.init(Noun.recycleRule.reference(rule.id))],
        details: [.init("acts_from", .text(rule.actsFrom.description))]))
  }
}
