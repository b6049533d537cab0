import CRM
import Catalogue
import Store
import Testing
import Values

/// A store with people and customers, moved through time by hand.
final class PoolScene {
  let store: TestStore
  /// So many ids a thread looks through at least, where what is due is found by several.
  var fewestInPart: Int64 = 20_000

  init(now: String = "2026-03-01T01:00:00Z", zone: String = "Asia/Shanghai") throws {
    store = try TestStore(now: now, zone: zone)
  }

  var now: String {
    get { store.now.description }
    set { store.now = Instant(newValue) ?? store.now }
  }

  // MARK: Making records

  @discardableResult
  func add(_ noun: Noun, _ values: [String: String], as user: String? = nil) throws -> Int64 {
    let session = store.session(as: user)
    return try session.write { db in
      let fields = try values.sorted { $0.key < $1.key }.map { name, text in
        (field: try #require(noun.field(name)), text: text)
      }
      return try RecordAddition(noun, session: session, db: db).add(fields).id
    }.value
  }

  func delete(_ noun: Noun, _ id: Int64) throws {
    let session = store.session()
    _ = try session.write { db in
      try RecordPresence(noun, session: session, db: db).delete([id])
    }
  }

  func restore(_ noun: Noun, _ id: Int64) throws {
    let session = store.session()
    _ = try session.write { db in
      try RecordPresence(noun, session: session, db: db).restore([id])
    }
  }

  func activate(_ user: Int64, _ isActive: Bool) throws {
    _ = try store.session().write { db in
      try db.update("user", where: "id = \(user)", set: [("active", isActive ? "1" : "0")])
    }
  }

  @discardableResult
  func user(_ login: String, team: String? = nil, role: String = "sales") throws -> Int64 {
    var values = ["name": login, "login": login, "role": role]
    values["team"] = team
    return try add(.user, values)
  }

  /// A customer in the pool, or owned by the user.
  func customer(_ name: String, owner: String? = nil, pool: String? = nil) throws -> Int64 {
    var values = ["name": name]
    values["owner"] = owner
    values["pool"] = owner == nil ? pool ?? "public" : nil
    return try add(.customer, values)
  }

  @discardableResult
  func followUp(_ customer: Int64, by user: String) throws -> Int64 {
    try add(.activity, ["customer": "\(customer)", "method": "phone", "note": "called"], as: user)
  }

  /// An opportunity in a stage of the template's pipeline: 1 … 6 are open, 7 is won, 8 is lost.
  func opportunity(of customer: Int64, owner: Int64?, stage: Int64 = 1) throws -> Int64 {
    let now = Scalar.text(store.now.description)
    return try store.session().write { db in
      let id = try db.insert(
        "opportunity",
        [
          ("name", .text("sale")), ("customer", .integer(customer)), ("pipeline", .integer(1)),
          ("stage", .integer(stage)), ("probability", .integer(10)), ("owner", owner.scalar),
          ("closed_at", stage == 7 ? now : .null), ("created_at", now), ("updated_at", now),
        ])
      try db.insert(
        "stage_event",
        [
          ("opportunity", .integer(id)), ("to_stage", .integer(stage)), ("at", now),
          ("probability", .integer(10)),
        ])
      return id
    }.value
  }

  func move(_ opportunity: Int64, from: Int64, to stage: Int64) throws {
    let now = Scalar.text(store.now.description)
    _ = try store.session().write { db in
      try db.insert(
        "stage_event",
        [
          ("opportunity", .integer(opportunity)), ("from_stage", .integer(from)),
          ("to_stage", .integer(stage)), ("at", now), ("probability", .integer(10)),
        ])
      try db.update(
        "opportunity", where: "id = \(opportunity)",
        set: [
          ("stage", "\(stage)"), ("closed_at", stage == 7 ? "\(store.now)" as SQL : "NULL"),
        ])
    }
  }

  func setPool(_ pool: String, _ column: String, _ value: Int) throws {
    _ = try store.session().write { db in
      try db.update("pool", where: "name = \(pool)", set: [(column, "\(value)")])
    }
  }

  // MARK: Asking

  func owner(of customer: Int64) throws -> String? {
    try store.session().read { db in
      try db.value(
        """
        SELECT u.login FROM customer c JOIN "user" u ON u.id = c.owner WHERE c.id = \(customer)
        """)
    }
  }

  func value<V: StoredValue>(_ sql: SQL, as type: V.Type = V.self) throws -> V? {
    try store.session().read { db in try db.value(sql) }
  }

  // MARK: Verbs

  func claim(
    _ customers: Int64..., as user: String, isPartial: Bool = false
  ) throws -> Claim.Result {
    try Claim(store.session(as: user)).claim(
      RecordSelection(customers.map(String.init)), isPartial: isPartial
    ).value
  }

  func claimNext(_ count: Int, from pool: String? = nil, as user: String) throws -> [Int64] {
    try Claim(store.session(as: user)).claimNext(count, from: pool).value.customers.map(\.id)
  }

  func release(_ customers: Int64..., as user: String) throws {
    _ = try Release(store.session(as: user)).release(
      RecordSelection(customers.map(String.init)), to: nil, reason: "no_interest")
  }

  func assign(_ customers: Int64..., to user: String, as actor: String? = nil) throws {
    _ = try Assignment(store.session(as: actor)).assign(
      RecordSelection(customers.map(String.init)), to: user)
  }

  @discardableResult
  func rule(
    _ kind: RecycleRule.Kind, days: Int, grace: Int = 0,
    _ adjust: (inout RecycleRuleDraft) -> Void = { _ in }
  ) throws -> RecycleRule {
    var draft = RecycleRuleDraft(kind: kind, days: days)
    draft.graceDays = grace
    adjust(&draft)
    return try draft.add(session: store.session()).value
  }

  /// The ids that a run would recycle, or does.
  @discardableResult
  func recycle(
    asOf day: String? = nil, limit: Int? = nil, dryRun: Bool = false
  ) throws -> Written<Recycling.Result> {
    let asOf = try day.map { try #require(Day($0)) }
    return try Recycling(store.session(dryRun: dryRun), fewestInPart: fewestInPart)
      .run(asOf: asOf, limit: limit)
  }

  func due(on day: String) throws -> [Int64] {
    try recycle(asOf: day, dryRun: true).value.rows.map(\.record)
  }

  /// The error that the body throws.
  func failure(_ body: () throws -> Void) throws -> UserError {
    do {
      try body()
    } catch let error as UserError {
      return error
    }
    throw UserError.bug("nothing was refused")
  }
}
