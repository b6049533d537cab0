import CRM
import Catalogue
import CommandLineKit

/// `crm contract show`: a contract with its receivables and payments.
struct ContractShow: Command {
  var contract: String?

  static let spec = CommandSpec(
    "contract", "show", summary: "Show a contract, its receivables and payments",
    initial: ContractShow(),
    arguments: [
      .operand(
        "CONTRACT", \.contract, "The contract, by id, number or name", isRequired: true,
        completion: .dynamic("contract"))
    ], seeAlso: ["receivable plan", "payment add"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    return try session.read { db in
      let ids = try RecordReferences.resolve(
        [contract].compactMap { $0 }, of: .contract, session: session, in: db)
      guard let id = ids.first else { return .nothing }
      return .document(try ContractDocument(session: session, db: db).document(of: id))
    }
  }
}
