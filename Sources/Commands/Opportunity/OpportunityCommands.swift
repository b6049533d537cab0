import CRM
import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum OpportunityCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(OpportunityAdd.spec(noun)) { try $0.run(in: $1) },
      CommandEntry(OpportunityShow.self), CommandEntry(OpportunityWin.self),
      CommandEntry(OpportunityLose.self), CommandEntry(OpportunityInvalid.self),
    ] + LineCommands.entries(of: .opportunity)
  }
}
