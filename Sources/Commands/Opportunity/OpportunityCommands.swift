import CRM
import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum OpportunityCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(OpportunityAdd.spec(noun)) { try $0.run(in: $1) },
      RecordShow.entry(noun, summary: "Show an opportunity with its lines and stages"),
      CommandEntry(OpportunityWin.self),
      CommandEntry(OpportunityLose.self), CommandEntry(OpportunityInvalid.self),
      CommandEntry(OpportunityReopen.self),
      CommandEntry(
        group: "opportunity", "contact", summary: "The people behind an opportunity"),
    ] + LineCommands.entries(of: .opportunity)
  }

  /// Those of contact roles.
  static let contactEntries: [CommandEntry<Payload>] = [
    CommandEntry(OpportunityContactAdd.self), CommandEntry(OpportunityContactRemove.self),
  ]
}
