import Store
import Values

/// Which types of customers a store has: enterprises, individuals or both (`customer.types`).
package struct CustomerTypes: Sendable {
  package enum Offer: String, CaseIterable, Sendable {
    case enterprise, individual, both
  }

  package let offer: Offer

  package init(in db: ReadTransaction) throws {
    let text = try SettingValues(in: db).text(of: .customerTypes)
    guard let offer = Offer(rawValue: text) else {
      throw UserError(
        .configuration, "the setting \(Setting.customerTypes.name) is '\(text)'",
        hints: ["run 'crm fsck'"])
    }
    self.offer = offer
  }

  /// What a customer is when nobody says.
  var standard: String { offer == .individual ? offer.rawValue : Offer.enterprise.rawValue }

  /// Refuses a type that the store does not have.
  func check(_ type: String) throws {
    guard offer != .both, type != offer.rawValue else { return }
    throw UserError(
      .no, "this store has no customers of the type \(type)", code: "E_TYPE",
      hints: ["an admin offers both: crm customer types both"])
  }

  /// Refuses an offer that leaves out the type of customers that there are.
  func checkStock(in db: ReadTransaction) throws {
    guard offer != .both else { return }
    let count: Int =
      try db.value(
        "SELECT count(*) FROM customer WHERE type <> \(offer.rawValue) AND deleted_at IS NULL")
      ?? 0
    guard count > 0 else { return }
    throw UserError(
      .conflict,
      "\(count.grouped) \(count == 1 ? "customer is" : "customers are") not of the type \(offer.rawValue)",
      code: "E_TYPE",
      hints: ["'crm customer list --where \"type != \(offer.rawValue)\"' shows them"])
  }

  /// Offers these types from now on; only an admin does so.
  package static func write(_ offer: Offer, session: Session) throws -> Written<Offer> {
    try session.write { db in
      guard try session.actor().isAdmin else {
        throw UserError(.denied, "only an admin says which types of customers there are")
      }
      try SettingValues.write(.text(offer.rawValue), to: .customerTypes, in: db)
      try CustomerTypes(in: db).checkStock(in: db)
      return offer
    }
  }
}
