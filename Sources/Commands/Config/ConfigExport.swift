import CRM
import Catalogue
import CommandLineKit

/// `crm config export`: the configuration of the store as a file.
struct ConfigExport: Command {
  var sections: [String] = []

  static let spec = CommandSpec(
    "config", "export", summary: "Write the configuration as a file",
    discussion: """
      Option lists, pools, pipelines and whatever else configures a store, by name and without ids: \
      the same configuration gives the same file, so that it can be compared and kept in version \
      control. crm-config(5) describes the file.
      """,
    initial: ConfigExport(),
    arguments: [
      .operand(
        "SECTION", \.sections, "Only these sections, such as pipelines",
        completion: .choices(
          [ConfigurationFile.settingsSection]
            + ConfigurationLayout.sections(of: .builtIn).map(\.name)))
    ],
    examples: [
      Example("crm config export -o crm.yaml", "Everything, into a file to edit"),
      Example("crm config export pipelines", "Only the pipelines and their stages"),
    ], seeAlso: ["config plan", "config apply"])

  func run(in context: CommandContext) throws -> Outcome {
    .text(try ConfigurationExport(context.session).text(sections))
  }
}
