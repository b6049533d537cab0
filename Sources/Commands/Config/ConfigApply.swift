import CRM
import CommandLineKit

/// `crm config apply`: makes the store what a configuration file says.
struct ConfigApply: Command {
  var file: FilePath?

  static let spec = CommandSpec(
    "config", "apply", summary: "Make the store what a configuration file says",
    discussion: """
      A section that stands in the file is complete: what it does not have is removed. A section \
      that is absent is left alone, and so is an option list. Everything happens as one operation, \
      or nothing does; 'crm undo' takes it back. 'crm config plan' shows the changes before.
      """,
    initial: ConfigApply(),
    arguments: [ConfigArguments.file(\ConfigApply.file)],
    examples: [
      Example("crm config apply crm.yaml", "The store becomes what the file says"),
      Example("crm config apply crm.yaml --dry-run", "The same as crm config plan"),
    ], seeAlso: ["config plan", "config export"])

  func run(in context: CommandContext) throws -> Outcome {
    .change(
      try ConfigurationApplication(
        ConfigArguments.read(file, in: context), session: context.session
      ).run(isPlan: false).report)
  }
}
