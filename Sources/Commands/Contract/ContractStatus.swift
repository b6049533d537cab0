import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm contract status`: how far a contract is carried out.
struct ContractStatus: Command {
  var contract: String?
  var status: String?

  static let spec = CommandSpec(
    "contract", "status", summary: "Say how far a contract is carried out",
    discussion: """
      The statuses are the entries of the list contract.status, in any order. Rules act when a contract enters \
      one: --on status --when 'status = shipping' --do 'notify role:warehouse, @owner, @service; create \
      task … due 3d' (crm help automation).
      """,
    initial: ContractStatus(),
    arguments: [
      .operand(
        "CONTRACT", \.contract, "The contract, by id, number or name", isRequired: true,
        completion: .dynamic("contract")),
      .operand(
        "STATUS", \.status, "The status, an entry of contract.status", isRequired: true,
        completion: .dynamic("option:contract.status")),
    ],
    examples: [Example("crm contract status 2 通知发货", "It is to be shipped")],
    seeAlso: ["contract list", "rule add automation"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let contract, let status, !status.isEmpty else {
      throw UserError(.usage, "a contract and a status are needed")
    }
    let written = try ContractStatusMove(context.session)
      .move(RecordSelection([contract]), to: status)
    let result = written.value
    return .change(
      ChangeReport(
        result.contracts.isEmpty
          ? "it already is '\(result.status)'"
          : "\(ChangedRecords.count(result.contracts.count, .contract)) now '\(result.status)'",
        written, records: ChangedRecords.records(result.contracts, of: .contract)))
  }
}
