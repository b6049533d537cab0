import CRM
import CommandLineKit

/// The commands of this folder, for the registry.
enum RuleCommands {
  static let entries: [CommandEntry<Payload>] =
    [CommandEntry(group: "rule", "add", summary: "Add a rule of a kind")]
    + RuleKind.all.map { kind in
      CommandEntry(RuleAdd.spec(kind)) { try $0.run(kind, in: $1) }
    } + [
      CommandEntry(RuleTestCommand.self),
      CommandEntry(group: "rule", "run", summary: "Apply rules to all records"),
      CommandEntry(RuleRunClassification.self), CommandEntry(RuleRunAutomation.self),
    ]
}
