import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum ReceivableCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(ReceivableAdd.spec(noun)) { try $0.run(in: $1) },
      CommandEntry(ReceivablePlanCommand.self),
    ]
  }
}
