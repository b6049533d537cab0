import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum CustomerCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(CustomerAdd.spec(noun)) { try $0.run(in: $1) },
      CommandEntry(CustomerShow.self),
      CommandEntry(CustomerStatus.self), CommandEntry(CustomerReopen.self),
      CommandEntry(CustomerCheck.self),
      CommandEntry(CustomerDuplicates.self), CommandEntry(CustomerMergeCommand.self),
      CommandEntry(CustomerShare.self),
      CommandEntry(CustomerUnshare.self), CommandEntry(CustomerTransfer.self),
      CommandEntry(CustomerStates.self), CommandEntry(CustomerTypesCommand.self),
      CommandEntry(CustomerLock.self), CommandEntry(CustomerUnlock.self),
      CommandEntry(CustomerNotReady.self), CommandEntry(CustomerReady.self),
      CommandEntry(CustomerDisqualify.self), CommandEntry(CustomerRequalify.self),
    ]
  }
}
