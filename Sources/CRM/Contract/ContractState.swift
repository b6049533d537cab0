import Catalogue
import Store

/// What verbs have to know about a contract before they change it.
package struct ContractState: Sendable {
  package var id: Int64
  package var number: String
  package var approval: ContractApproval
  package var status: String?
  /// Minor units.
  package var amount: Int64

  /// The contracts in the order of their ids.
  static func load(_ ids: [Int64], in db: ReadTransaction) throws -> [ContractState] {
    try db.rows(
      """
      SELECT id, number, approval, status, amount FROM contract WHERE id IN \(ids: ids) ORDER BY id
      """, as: Int64.self, String.self, String.self, String?.self, Int64.self
    ).map {
      ContractState(
        id: $0.0, number: $0.1, approval: ContractApproval(rawValue: $0.2) ?? .draft,
        status: $0.3, amount: $0.4)
    }
  }

  var subject: String { "\(Noun.contract.reference(id)) \(number)" }
}
