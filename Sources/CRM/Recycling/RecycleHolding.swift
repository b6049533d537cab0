import Catalogue
import Store
import Values

/// Puts holds on customers, by which no rule recycles them up to a day, and ends them.
package struct RecycleHolding {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Holds all of these customers up to and including the day, or none; nil has no end.
  ///
  /// An owner may hold so many customers at once as the setting says.
  package func hold(
    _ selection: RecordSelection, _ hold: RecycleHold, until text: String?
  ) throws -> Written<[HeldRecord]> {
    let today = try session.today()
    let day = try text.map { try DateWords.day($0, today: today) }
    if let day {
      guard day.value >= today else {
        throw UserError(
          .usage, "\(day.value) lies in the past", code: "E_PAST",
          hints: ["the last day on which the customer stays counts from today on"])
      }
      if day.isRelative { session.note("until: '\(text ?? "")' is \(day.value)") }
    }
    return try session.write { db in
      let customers = try owned(selection, in: db)
      try db.update(
        "customer", where: "id IN \(ids: customers.map(\.id))",
        set: [(hold.column, "\(day?.value.description ?? RecycleHold.noEnd)")])
      try checkCaps(of: customers, hold, today: today, in: db)
      return customers
    }
  }

  /// Ends the hold of all of these customers.
  package func end(
    _ selection: RecordSelection, _ hold: RecycleHold
  ) throws -> Written<[HeldRecord]> {
    try session.write { db in
      let customers = try owned(selection, in: db)
      try db.update(
        "customer", where: "id IN \(ids: customers.map(\.id))", set: [(hold.column, "NULL")])
      return customers
    }
  }

  /// The customers, all of which the actor may hold.
  private func owned(
    _ selection: RecordSelection, in db: WriteTransaction
  ) throws -> [HeldRecord] {
    let actor = try session.actor()
    let customers = try HeldRecord.all(
      try selection.ids(of: .customer, session: session, in: db), in: db)
    for customer in customers {
      guard let owner = customer.owner else {
        throw UserError(
          .conflict, "\(customer.subject) lies in the pool '\(customer.pool ?? PublicPool.name)'",
          code: "not_owned", hints: ["only what has an owner is recycled; claim it first"])
      }
      guard actor.isAdmin || owner.id == actor.id else {
        throw UserError(
          .denied, "\(customer.subject) belongs to \(owner.login)", code: "not_owner",
          hints: ["only the owner or an admin says how long it stays"])
      }
    }
    return customers
  }

  private func checkCaps(
    of customers: [HeldRecord], _ hold: RecycleHold, today: Day, in db: ReadTransaction
  ) throws {
    let cap = Int(try SettingValues(in: db).number(hold.cap))
    let owners = Set(customers.compactMap { $0.owner?.id })
    for (login, count) in try db.rows(
      """
      SELECT u.login, count(*) FROM customer c JOIN "user" u ON u.id = c.owner
      WHERE c.\(identifier: hold.column) >= \(today.description) AND c.deleted_at IS NULL
        AND c.owner IN \(ids: owners.sorted())
      GROUP BY c.owner HAVING count(*) > \(cap) ORDER BY u.login
      """, as: String.self, Int.self)
    {
      throw UserError(
        .limit,
        "\(login) would have \(count.grouped) customers \(hold.participle); "
          + "\(cap.grouped) \(cap == 1 ? "is" : "are") allowed",
        code: "hold_cap",
        hints: ["an admin allows more: crm pool settings \(hold.capOption) N"],
        details: [.init("owner", login), .init("limit", String(cap))])
    }
  }
}
