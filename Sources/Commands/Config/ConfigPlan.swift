import CRM
import CommandLineKit
import Values

/// `crm config plan`: what `crm config apply` would change.
struct ConfigPlan: Command {
  var file: FilePath?

  static let spec = CommandSpec(
    "config", "plan", summary: "Show what applying a configuration would change",
    discussion: """
      One row for every record that would be added or removed and for every field that would \
      change, with how many records have it as a value or go with it. It is the run of 'crm config \
      apply', taken back: what is refused there is refused here. With -e it exits 1 when there is \
      nothing to change.
      """,
    initial: ConfigPlan(),
    arguments: [ConfigArguments.file(\ConfigPlan.file)],
    examples: [
      Example("crm config plan crm.yaml", "What would change"),
      Example("crm config export | crm config plan -", "Nothing: the store is as it says"),
    ], seeAlso: ["config apply", "config export"])

  func run(in context: CommandContext) throws -> Outcome {
    let (report, isEmpty) = try ConfigurationApplication(
      ConfigArguments.read(file, in: context), session: context.session
    ).run(isPlan: true)
    guard isEmpty, context.globals.checksEmptiness else { return .change(report) }
    return .answer(.change(report), UserError(.no, "there is nothing to change"))
  }
}
