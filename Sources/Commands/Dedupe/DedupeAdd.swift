import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm dedupe add`: a rule by which two records are taken for the same.
struct DedupeAdd: Command {
  var name: String?
  var values = FieldValues()

  static let spec = CommandSpec(
    "dedupe", "add", summary: "Add a rule by which two records are the same",
    discussion: """
      Two records are the same when all fields of --keys are equal, in any spelling; a blank field \
      is equal to nothing. Type and condition narrow the rule to records that both have and meet \
      them. Several rules are alternatives. An equal record is refused (block), pointed out (warn), \
      or allowed: the rules behind one that allows, in the order of their positions, say nothing \
      about two records that are equal by it.
      """,
    initial: DedupeAdd(),
    arguments: [
      .operand("NAME", \.name, "The name, unique among dedupe rules"),
      .option(
        name: "where", value: "CONDITION",
        help: "Only records that both meet the condition (crm help conditions)",
        apply: { $0.values.set("condition", try $1.string()) }),
    ]
      + FieldValues.arguments(of: .dedupeRule, \.values) {
        $0.isSetAtCreation && !["name", "condition"].contains($0.name)
      }
      + FieldValues.arguments(of: .dedupeRule, \.values) { $0.name == "name" },
    examples: [
      Example(
        "crm dedupe add 个人名称 --noun customer --type individual --keys name",
        "Persons are the same by their name alone"),
      Example(
        "crm dedupe add 邮箱 --noun customer --keys email --action warn",
        "Point out customers with the same e-mail address"),
      Example(
        "crm dedupe add 连锁店 --noun customer --keys name,address --action allow --position 5 "
          + "--where 'name ~ 连锁'",
        "Shops of a chain at one address are several, whatever the rules behind say"),
    ], seeAlso: ["dedupe list", "customer check", "customer duplicates"])

  func run(in context: CommandContext) throws -> Outcome {
    var add = RecordAdd()
    add.title = name
    add.values = values
    return try add.run(.dedupeRule, in: context)
  }
}
