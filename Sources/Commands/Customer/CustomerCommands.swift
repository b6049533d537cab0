import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum CustomerCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(CustomerAdd.spec(noun)) { try $0.run(in: $1) },
      CommandEntry(CustomerShow.self), CommandEntry(CustomerStatus.self),
      CommandEntry(CustomerReopen.self),
      CommandEntry(CustomerStates.self),
    ]
  }
}
