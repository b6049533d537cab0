import CRM
import Catalogue
import ProgramTesting
import Store
import Testing
import Values

/// Grants that come and go at random hold exactly when a simple model says so, at every instant.
@Suite struct SharingPropertyTests {
  /// A grant as people think of it.
  private struct Grant {
    var customer: Int64
    var user: String
    var access: ShareAccess
    /// The last day, as days from the first of March.
    var lastDay: Int?
    var cascades: Bool
    var start: Int
    var end: Int?
  }

  private static let users = ["li.wei", "wang.fang", "chen.jing"]
  private static let daySeconds = 86_400

  @Test(arguments: 0..<6) func grantsHoldAsTheModelSays(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = try PoolScene(now: "2026-03-01T00:00:00Z", zone: "UTC")
    let start = try #require(Instant("2026-03-01T00:00:00Z"))
    try scene.user("boss")
    for user in Self.users { try scene.user(user) }
    var parents: [Int64: Int64] = [:]
    var customers: [Int64] = []
    for number in 0..<6 {
      let customer = try scene.customer("客户\(number)", owner: "boss")
      if let parent = customers.randomElement(using: &random), number % 3 > 0 {
        try scene.edit(.customer, customer, ["parent": "\(parent)"])
        parents[customer] = parent
      }
      customers.append(customer)
    }
    var grants: [Grant] = []
    var clock = 0
    for _ in 0..<40 {
      clock += Int.random(in: 1...Self.daySeconds, using: &random)
      scene.store.now = start.adding(seconds: Int64(clock))
      let customer = try #require(customers.randomElement(using: &random))
      let user = try #require(Self.users.randomElement(using: &random))
      let live = grants.firstIndex {
        $0.customer == customer && $0.user == user && $0.end == nil
      }
      if Int.random(in: 0..<3, using: &random) == 0 {
        try scene.unshare(customer, with: user)
        if let live { grants[live].end = clock }
        continue
      }
      let today = clock / Self.daySeconds
      let grant = Grant(
        customer: customer, user: user, access: Bool.random(using: &random) ? .edit : .read,
        lastDay: Bool.random(using: &random)
          ? today + Int.random(in: 0...5, using: &random) : nil,
        cascades: Bool.random(using: &random), start: clock)
      try scene.share(
        customer, with: user, grant.access, until: grant.lastDay.map(day),
        cascades: grant.cascades)
      if let live { grants[live].end = clock }
      grants.append(grant)
    }
    #expect(grants.count > 15)
    try scene.store.expectSound()
    try compare(grants, parents, customers, until: clock, start, &random, scene)
  }

  private func day(_ number: Int) -> String {
    Day(year: 2026, month: 3, day: 1)?.adding(days: number).description ?? ""
  }

  private func compare(
    _ grants: [Grant], _ parents: [Int64: Int64], _ customers: [Int64], until end: Int,
    _ start: Instant, _ random: inout SeededGenerator, _ scene: PoolScene
  ) throws {
    // Every edge of a grant, the seconds beside it, and some instants between.
    var instants = Set(
      grants.flatMap { grant in
        [grant.start, grant.end ?? 0, ((grant.lastDay ?? 0) + 1) * Self.daySeconds]
          .flatMap { [$0 - 1, $0, $0 + 1] }
      })
    for _ in 0..<50 { instants.insert(Int.random(in: 0...end, using: &random)) }
    let held = try scene.store.session().read { db in
      try Self.users.flatMap { user in
        let id: Int64 = try #require(
          try db.value("SELECT id FROM \"user\" WHERE login = \(user)"))
        return try customers.flatMap { customer in
          try instants.sorted().flatMap { instant in
            try [ShareAccess.read, .edit].map { access in
              let covers = ShareGrant.covers(
                customer: "\(customer)", user: "\(id)",
                at: "\(start.adding(seconds: Int64(instant)))", access: access)
              let holds: Bool = try db.value("SELECT \(covers)") ?? false
              let wanted = grants.contains {
                model($0, parents, customer, user, instant, access)
              }
              #expect(holds == wanted, "\(user) \(access) on \(customer) at \(instant)")
              return holds
            }
          }
        }
      }
    }
    #expect(held.contains(true) && held.contains(false))
  }

  private func model(
    _ grant: Grant, _ parents: [Int64: Int64], _ customer: Int64, _ user: String, _ at: Int,
    _ access: ShareAccess
  ) -> Bool {
    guard grant.user == user, grant.access == .edit || access == .read, grant.start <= at,
      at < grant.end ?? .max, grant.lastDay.map({ at / Self.daySeconds <= $0 }) ?? true
    else { return false }
    var below: Int64? = customer
    while let reached = below {
      if reached == grant.customer { return reached == customer || grant.cascades }
      below = parents[reached]
    }
    return false
  }
}
