import CRM
import Store
import Testing
import Values

@Suite struct PoolClaimTests {
  @Test func claimingTakesTheCustomerOutOfThePool() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let customer = try scene.customer("甲公司")
    let result = try scene.claim(customer, as: "li.wei")
    #expect(result.customers.map(\.id) == [customer])
    #expect(try scene.owner(of: customer) == "li.wei")
    #expect(
      try scene.value("SELECT pool FROM customer WHERE id = \(customer)", as: Int?.self)
        == .some(nil))
    #expect(
      try scene.value(
        "SELECT kind || ' ' || from_pool || ' ' || to_user FROM ownership_event ORDER BY id DESC LIMIT 1",
        as: String.self) == "claim 1 2")
  }

  @Test func theLoserIsToldWhoWon() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    let customer = try scene.customer("甲公司")
    _ = try scene.claim(customer, as: "li.wei")
    let error = try scene.failure { _ = try scene.claim(customer, as: "wang.fang") }
    #expect(error.exit == .conflict)
    #expect(error.code == "not_in_pool")
    #expect(
      error.message
        == "customer/1 '甲公司' cannot be claimed: already claimed by li.wei at 2026-03-01 09:00")
    #expect(
      error.details == [.init("owner", "li.wei"), .init("since", "2026-03-01T01:00:00Z")])
  }

  @Test func whatIsUnknownIsNotFound() throws {
    let scene = try PoolScene()
    let error = try scene.failure { _ = try scene.claim(99, as: "admin") }
    #expect(error.exit == .notFound)
  }

  @Test func aDisabledPoolGivesNothing() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司")
    try scene.setPool("public", "enabled", 0)
    let error = try scene.failure { _ = try scene.claim(customer, as: "admin") }
    #expect(error.exit == .no)
    #expect(error.code == "pool_disabled")
  }

  /// A former owner waits: released on March 1st with three days of cooldown, it is free on the 4th.
  @Test(arguments: [
    ("2026-03-01T02:00:00Z", "cooldown_until"), ("2026-03-03T15:59:59Z", "cooldown_until"),
    ("2026-03-03T16:00:00Z", nil),
  ])
  func cooldown(now: String, code: String?) throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.setPool("public", "cooldown_days", 3)
    let customer = try scene.customer("甲公司", owner: "li.wei")
    try scene.release(customer, as: "li.wei")
    scene.now = now
    if let code {
      let error = try scene.failure { _ = try scene.claim(customer, as: "li.wei") }
      #expect(error.exit == .limit)
      #expect(error.code == code)
      #expect(error.details == [.init("until", "2026-03-04")])
      #expect(throws: UserError.self) { try scene.claimNext(1, as: "li.wei") }
    } else {
      #expect(try scene.claimNext(1, as: "li.wei") == [customer])
    }
  }

  @Test func anyEarlierTenureCools() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    try scene.setPool("public", "cooldown_days", 30)
    let customer = try scene.customer("甲公司", owner: "li.wei")
    try scene.release(customer, as: "li.wei")
    _ = try scene.claim(customer, as: "wang.fang")
    try scene.release(customer, as: "wang.fang")
    let error = try scene.failure { _ = try scene.claim(customer, as: "li.wei") }
    #expect(error.code == "cooldown_until")
  }

  @Test func theDailyLimitCountsClaimsNotHoldings() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.setPool("public", "claim_per_day", 2)
    let ids = try (1...4).map { try scene.customer("c\($0)") }
    _ = try scene.claim(ids[0], ids[1], as: "li.wei")
    try scene.release(ids[0], ids[1], as: "li.wei")
    let error = try scene.failure { _ = try scene.claim(ids[2], as: "li.wei") }
    #expect(error.exit == .limit)
    #expect(error.code == "daily_limit")
    #expect(
      error.details == [.init("pool", "public"), .init("used", "2"), .init("limit", "2")])
    // The next day begins at 16:00 UTC in Shanghai.
    scene.now = "2026-03-01T15:59:59Z"
    #expect(throws: UserError.self) { try scene.claim(ids[2], as: "li.wei") }
    scene.now = "2026-03-01T16:00:00Z"
    #expect(try scene.claim(ids[2], as: "li.wei").customers.count == 1)
  }

  /// All or nothing: what would have been claimed is not told as claimed.
  @Test func aLimitThatAllTogetherExceedTellsWhatWasAsked() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.setPool("public", "claim_per_day", 2)
    let ids = try (1...4).map { try scene.customer("c\($0)") }
    let all = try scene.failure { _ = try scene.claim(ids[0], ids[1], ids[2], as: "li.wei") }
    #expect(all.exit == .limit)
    #expect(
      all.message.hasSuffix(
        "the daily limit of the pool 'public' would be exceeded: 0 of 2 claimed today, 3 asked for"
      ))
    #expect(
      all.details == [
        .init("pool", "public"), .init("used", "0"), .init("limit", "2"), .init("asked", "3"),
      ])
    #expect(try scene.owner(of: ids[0]) == nil)
    // What was claimed in part counts.
    let part = try scene.claim(ids[0], ids[1], ids[2], as: "li.wei", isPartial: true)
    #expect(part.customers.map(\.id) == [ids[0], ids[1]])
    #expect(part.refusals.first?.message.hasSuffix("is reached: 2 of 2 claimed today") == true)
    let more = try scene.failure { _ = try scene.claim(ids[2], ids[3], as: "li.wei") }
    #expect(more.message.hasSuffix("is reached: 2 of 2 claimed today"))
    try scene.setPool("public", "claim_per_day", 9)
    try scene.add(.poolLimit, ["name": "上限", "user": "li.wei", "owned_cap": "3"])
    let owned = try scene.failure { _ = try scene.claim(ids[2], ids[3], as: "li.wei") }
    #expect(owned.code == "owned_cap")
    #expect(owned.message.hasSuffix("would be exceeded: 2 of 3 that are not won, 2 asked for"))
  }

  @Test func aClaimThatFailsUsesUpNothing() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.setPool("public", "claim_per_day", 1)
    let (taken, free) = (try scene.customer("a", owner: "admin"), try scene.customer("b"))
    for _ in 1...3 {
      #expect(
        try scene.failure { _ = try scene.claim(taken, as: "li.wei") }.code == "not_in_pool")
      #expect(
        try scene.failure { _ = try scene.claim(free, taken, as: "li.wei") }.code
          == "not_in_pool")
    }
    #expect(try scene.claimNext(1, as: "li.wei") == [free])
  }

  @Test func undoneClaimsStillCountAgainstTheDay() throws {
    let scene = try PoolScene()
    try scene.setPool("public", "claim_per_day", 1)
    let (first, second) = (try scene.customer("a"), try scene.customer("b"))
    _ = try scene.claim(first, as: "admin")
    _ = try scene.store.session().write { db in
      let operation = try db.insert("setting", [("name", .text("x")), ("value", .text("x"))])
      #expect(operation > 0)
      try db.update("customer", where: "id = \(first)", set: [("owner", "NULL"), ("pool", "1")])
      try db.update(
        "ownership_event", where: "kind = 'claim'", set: [("undone_by", "1")])
    }
    let error = try scene.failure { _ = try scene.claim(second, as: "admin") }
    #expect(error.code == "daily_limit")
  }

  @Test func theCapCountsOnlyClaimedCustomers() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.setPool("public", "claimed_cap", 2)
    _ = try scene.customer("own", owner: "li.wei")
    let ids = try (1...4).map { try scene.customer("c\($0)") }
    #expect(try scene.claimNext(3, as: "li.wei") == [ids[0], ids[1]])
    #expect(scene.store.notes.last?.hasPrefix("only 2 of 3: the cap of the pool 'public'") == true)
    let error = try scene.failure { _ = try scene.claim(ids[2], as: "li.wei") }
    #expect(error.exit == .limit)
    #expect(error.code == "claimed_cap")
    // The cap holds for assignments, too; a transfer between users is none of the pool's.
    #expect(throws: UserError.self) { try scene.assign(ids[2], to: "li.wei") }
    try scene.release(ids[0], as: "li.wei")
    #expect(try scene.claim(ids[2], as: "li.wei").customers.count == 1)
  }

  @Test func allOrNothingUnlessPartial() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let (mine, free) = (try scene.customer("a", owner: "admin"), try scene.customer("b"))
    let error = try scene.failure { _ = try scene.claim(free, mine, as: "li.wei") }
    #expect(error.code == "not_in_pool")
    #expect(error.hints.last == "nothing was claimed; --partial claims those that can be")
    #expect(try scene.owner(of: free) == nil)
    let result = try scene.claim(free, mine, 99, as: "li.wei", isPartial: true)
    #expect(result.customers.map(\.id) == [free])
    #expect(result.refusals.map(\.exit) == [.notFound, .conflict])
  }

  @Test func nextTakesTheLongestWaitingFromThePoolsByPriority() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.add(.pool, ["name": "east", "priority": "10"])
    let second = try scene.customer("late")
    scene.now = "2026-02-01T00:00:00Z"
    let first = try scene.customer("early")
    scene.now = "2026-03-02T00:00:00Z"
    let east = try scene.customer("east", pool: "east")
    #expect(try scene.claimNext(2, from: "public", as: "li.wei") == [first, second])
    try scene.release(first, second, as: "li.wei")
    // Both came back at the same instant: the lower id goes first.
    #expect(try scene.claimNext(2, as: "li.wei") == [east, second])
    let error = try scene.failure { _ = try scene.claimNext(1, from: "east", as: "li.wei") }
    #expect(error.exit == .no)
  }

  @Test func openOpportunitiesOfTheFormerOwnerGoWithTheCustomer() throws {
    let scene = try PoolScene()
    let li = try scene.user("li.wei")
    let wang = try scene.user("wang.fang")
    let customer = try scene.customer("甲公司", owner: "li.wei")
    let open = try scene.opportunity(of: customer, owner: li)
    let won = try scene.opportunity(of: customer, owner: li, stage: 7)
    let other = try scene.opportunity(of: customer, owner: 1)
    func owners() throws -> [Int64?] {
      try [open, won, other].map {
        try scene.value("SELECT owner FROM opportunity WHERE id = \($0)", as: Int64?.self) ?? nil
      }
    }
    try scene.release(customer, as: "li.wei")
    #expect(try owners() == [nil, li, 1])
    _ = try scene.claim(customer, as: "wang.fang")
    #expect(try owners() == [wang, li, 1])
    try scene.assign(customer, to: "li.wei")
    #expect(try owners() == [li, li, 1])
  }
}
