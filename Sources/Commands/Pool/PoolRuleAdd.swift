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
  var graceDays = 7
  var resetsBy = RecycleRule.FollowUpAuthor.owner
  var excludesWon = true
  var condition: String?

  static let spec = CommandSpec(
    "pool", "rule", "add", summary: "Add a rule by which neglected customers fall",
    discussion: """
      no_follow_up counts from the last follow-up on the customer, its contacts or opportunities, or \
      from the last stage that an opportunity reached; no_deal from the last deal; both at least \
      from the day on which the owner got the customer. A customer falls when more than --days \
      calendar days have passed. Rules are looked through in the order in which they were added: \
      the first that fires decides the pool.
      """,
    initial: PoolRuleAdd(),
    arguments: [
      .operand("KIND", \.kind, "What must not be missing for too long", isRequired: true),
      .option("name", value: "NAME", \.name, "Its name; kind and days when not given"),
      .option("days", value: "N", \.days, "Falls after more than N days; 0 is off; required"),
      .option(
        "scope", value: "user:U|team:T|role:R|pool:P", \.scope,
        "Only customers of these owners, or those taken out of that pool"),
      .option(
        "where", value: "CONDITION", \.condition,
        "Only customers that meet the condition on the day of the run (crm help conditions)"),
      .option(
        "to", value: "POOL", \.pool, "The pool where they fall; the public one when not given",
        completion: .dynamic("pool")),
      .option(
        "grace-days", value: "N", \.graceDays, "The rule acts so many days from now on"),
      .option("resets-by", value: "owner|anyone", \.resetsBy, "Whose follow-ups count"),
      .flag("exclude-won", \.excludesWon, "Take customers with a won opportunity, too"),
    ],
    examples: [
      Example("crm pool rule add no_follow_up --days 30", "A month without a follow-up"),
      Example(
        "crm pool rule add no_deal --days 180 --scope role:sales --grace-days 14",
        "Half a year without a deal"),
      Example(
        "crm pool rule add no_follow_up --days 15 --where 'level in (A, B)'",
        "The important ones sooner"),
    ], seeAlso: ["pool recycle", "pool rule list"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let kind, let days else {
      throw UserError(.usage, "a rule needs a number of days", hints: ["give it as --days N"])
    }
    var draft = RecycleRuleDraft(kind: kind, days: days)
    draft.name = name
    draft.scope = scope
    draft.pool = pool
    draft.graceDays = graceDays
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
