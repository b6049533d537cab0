import CRM
import Catalogue

/// Contracts in reports of changes.
enum ContractReport {
  static func records(_ contracts: [ContractState]) -> [ChangeReport.Record] {
    contracts.map { .init(Noun.contract.reference($0.id), title: $0.number) }
  }
}
