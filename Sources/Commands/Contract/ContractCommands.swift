import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum ContractCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(ContractAdd.spec(noun)) { try $0.run(in: $1) },
      RecordShow.entry(
        noun, summary: "Show a contract, its receivables and payments",
        seeAlso: ["receivable plan", "payment add"]),
      CommandEntry(ContractSubmit.self),
      CommandEntry(ContractStatus.self), CommandEntry(ContractVoid.self),
    ] + LineCommands.entries(of: .contract)
  }
}
