import Catalogue
import Store
import Values

/// What lies in a pool: customers or leads, never both.
package enum PoolHolding: String, CaseIterable, Sendable {
  case customers, leads

  package var noun: Noun {
    switch self {
    case .customers: .customer
    case .leads: .lead
    }
  }

  static let choices: [FieldType.Choice] = [
    .init(customers.rawValue, "Customers", "客户"), .init(leads.rawValue, "Leads", "线索"),
  ]

  /// The pools that hold records of the noun; nil when none do.
  init?(of noun: Noun) {
    guard let holding = Self.allCases.first(where: { $0.noun.name == noun.name }) else {
      return nil
    }
    self = holding
  }
}

/// Tells new records from the pools that hold something else.
final class PoolPlaces {
  private let holding: PoolHolding
  private let db: ReadTransaction
  /// Pools that were asked about, and what to say about those that do not fit.
  private var answers: [Int64: UserError?] = [:]

  init(for holding: PoolHolding, in db: ReadTransaction) {
    self.holding = holding
    self.db = db
  }

  /// Refuses a pool that does not hold such records.
  func check(_ pool: Int64?) throws {
    guard let pool else { return }
    let answer = try answers[pool] ?? refusal(of: pool)
    answers[pool] = answer
    if let answer { throw answer }
  }

  private func refusal(of pool: Int64) throws -> UserError? {
    guard
      let (name, holds) = try db.row(
        "SELECT name, holds FROM pool WHERE id = \(pool)", as: String.self, String.self),
      holds != holding.rawValue
    else { return nil }
    let fitting: [String] = try db.values(
      """
      SELECT name FROM pool WHERE holds = \(holding.rawValue) AND deleted_at IS NULL
      ORDER BY priority, id LIMIT 12
      """)
    return UserError(
      .no, "the pool '\(name)' holds \(holds), not \(holding.rawValue)", code: "E_POOL_HOLDS",
      hints: ["pools that hold \(holding.rawValue): \(fitting.joined(separator: ", "))"])
  }
}
