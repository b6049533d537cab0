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

  var table: String { noun.table }

  /// The table of the changes of hands.
  var events: String {
    switch self {
    case .customers: "ownership_event"
    case .leads: "lead_ownership_event"
    }
  }

  /// The column of those events that names the record.
  var column: String { noun.name }

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

extension PoolHolding {
  /// What lies in the pool of that name; customers where none is named.
  package static func held(by pool: String?, session: Session) throws -> PoolHolding {
    guard let pool else { return .customers }
    let holds: String? = try session.read { db in
      let id = try ReferenceResolver(.pool, session: session, in: db).id(for: pool)
      return try db.value("SELECT holds FROM pool WHERE id = \(id)")
    }
    return holds.flatMap(PoolHolding.init) ?? .customers
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
