import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum PaymentCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(PaymentAdd.spec(noun)) { try $0.run(in: $1) },
      CommandEntry(PaymentRefund.spec(noun)) { try $0.run(in: $1) },
    ]
  }
}
