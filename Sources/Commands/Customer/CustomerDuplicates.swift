import CRM
import CommandLineKit

/// `crm customer duplicates`: all customers that are taken for the same.
struct CustomerDuplicates: Command {
  var isFuzzy = false
  var filter = RecordFilter()

  static let spec = CommandSpec(
    "customer", "duplicates", summary: "List customers that are taken for the same",
    discussion: """
      Looks through the whole store by the dedupe rules, and lists clusters: customers that are equal \
      by any rule, directly or by others between them. block and warn are the actions of the rules. \
      With --fuzzy companies come in whose names are equal apart from their legal form \
      (有限公司, 集团, Inc, Ltd …); similar is never more than a suggestion. Pairs that \
      --allow-duplicate let in, or that a rule allows, are not listed. --limit counts clusters. \
      'crm customer merge' makes one of several.
      """,
    initial: CustomerDuplicates(),
    arguments: [
      .flag("fuzzy", \.isFuzzy, "Suggest companies of similar names, too")
    ] + FilterArguments.arguments(\CustomerDuplicates.filter),
    examples: [
      Example("crm customer duplicates", "All of them"),
      Example(
        "crm customer duplicates --fuzzy --where 'level = A' --limit 20",
        "The first twenty clusters of important customers, similar names included"),
    ], seeAlso: ["customer merge", "customer check", "dedupe list"])

  func run(in context: CommandContext) throws -> Outcome {
    var scan = DuplicateScan(context.session)
    scan.isFuzzy = isFuzzy
    scan.filter = filter
    scan.limit = try context.globals.rowLimit()
    return .rows(scan.feed())
  }
}
