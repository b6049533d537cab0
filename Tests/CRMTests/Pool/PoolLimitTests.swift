import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Freezes, and limits of which the most specific one counts.
@Suite struct PoolLimitTests {
  @Test func whatWasGivenUpIsFrozen() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    try scene.setPool("public", "freeze_days", 3)
    let customer = try scene.customer("甲公司", owner: "li.wei")
    let added = try scene.customer("乙公司")
    try scene.release(customer, as: "li.wei")
    // Nobody gave up what was added to the pool.
    #expect(try scene.claimNext(5, as: "wang.fang") == [added])
    scene.now = "2026-03-03T01:00:00Z"
    // Editing does not begin the freeze anew.
    _ = try scene.store.session().write { db in
      try db.update("customer", where: "id = \(customer)", set: [("remark", "'x'")])
    }
    let refusal = try scene.failure { _ = try scene.claim(customer, as: "wang.fang") }
    #expect(refusal.code == "frozen_until" && refusal.exit == .limit)
    #expect(refusal.details.contains { $0.name == "until" && $0.value == "2026-03-04" })
    #expect(try scene.failure { _ = try scene.claimNext(1, as: "wang.fang") }.exit == .no)
    scene.now = "2026-03-03T16:00:00Z"
    #expect(try scene.claimNext(1, as: "wang.fang") == [customer])
  }

  @Test func anAdminAssignsWhatIsFrozen() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.setPool("public", "freeze_days", 3)
    let customer = try scene.customer("甲公司", owner: "admin")
    try scene.release(customer, as: "admin")
    try scene.assign(customer, to: "li.wei")
    #expect(try scene.owner(of: customer) == "li.wei")
  }

  @Test func theMostSpecificLimitCounts() throws {
    let scene = try PoolScene()
    try scene.add(.team, ["name": "销售部"])
    try scene.add(.team, ["name": "一组", "parent": "销售部"])
    try scene.user("li.wei", team: "一组")
    try scene.user("wang.fang", team: "销售部")
    try scene.user("zhao.min")
    try scene.setPool("public", "claim_per_day", 9)
    func perDay(_ login: String) throws -> Int? {
      try scene.store.session().read { db in
        let user: Int64 = try db.value("SELECT id FROM \"user\" WHERE login = \(login)") ?? 0
        return try UserLimits(of: user, in: 1, db: db).perDay
      }
    }
    let users = ["li.wei", "wang.fang", "zhao.min"]
    #expect(try users.map(perDay) == [9, 9, 9])
    try scene.add(.poolLimit, ["name": "所有", "claim_per_day": "8"])
    #expect(try users.map(perDay) == [9, 9, 9])
    try scene.add(.poolLimit, ["name": "角色", "role": "sales", "claim_per_day": "7"])
    #expect(try users.map(perDay) == [7, 7, 7])
    try scene.add(.poolLimit, ["name": "部门", "team": "销售部", "claim_per_day": "6"])
    #expect(try users.map(perDay) == [6, 6, 7])
    try scene.add(.poolLimit, ["name": "小组", "team": "一组", "claim_per_day": "5"])
    #expect(try users.map(perDay) == [5, 6, 7])
    try scene.add(
      .poolLimit, ["name": "小组公海", "team": "一组", "pool": "public", "claim_per_day": "4"])
    #expect(try users.map(perDay) == [4, 6, 7])
    try scene.add(.poolLimit, ["name": "本人", "user": "li.wei", "claimed_cap": "3"])
    #expect(try users.map(perDay) == [4, 6, 7])
    try scene.add(.poolLimit, ["name": "本人每日", "user": "li.wei", "claim_per_day": "0"])
    #expect(try users.map(perDay) == [0, 6, 7])
  }

  /// A scene where li.wei may own so many customers, and has one that is won and one that counts.
  private func ownerOfTwo(cap: String) throws -> (PoolScene, won: Int64, first: Int64) {
    let scene = try PoolScene()
    let li = try scene.user("li.wei")
    try scene.add(.poolLimit, ["name": "上限", "user": "li.wei", "owned_cap": cap])
    let won = try scene.customer("赢单公司", owner: "li.wei")
    _ = try scene.opportunity(of: won, owner: li, stage: 7)
    return (scene, won, try scene.customer("甲公司", owner: "li.wei"))
  }

  @Test func theOwnedCapHoldsEverywhere() throws {
    let (scene, _, first) = try ownerOfTwo(cap: "2")
    let pooled = try scene.customer("乙公司")
    let others = try scene.customer("丙公司", owner: "admin")
    _ = try scene.claim(pooled, as: "li.wei")
    // Claim, assignment, transfer, creation and import are refused alike.
    let another = try scene.customer("丁公司")
    let claim = try scene.failure { _ = try scene.claim(another, as: "li.wei") }
    #expect(claim.code == "owned_cap" && claim.exit == .limit)
    #expect(try scene.failure { try scene.assign(another, to: "li.wei") }.code == "owned_cap")
    #expect(try scene.failure { try scene.assign(others, to: "li.wei") }.code == "owned_cap")
    #expect(
      try scene.failure { _ = try scene.customer("戊公司", owner: "li.wei") }.code == "owned_cap")
    let imported = #expect(throws: UserErrors.self) {
      try ImportFixture(scene.store).report("name,owner\n己公司,li.wei\n")
    }
    #expect(imported?.conclusion.code == "owned_cap")
    #expect(try scene.owner(of: others) == "admin")
    try scene.release(first, as: "li.wei")
    try scene.assign(another, to: "li.wei")
    try scene.store.expectSound()
  }

  /// What is deleted makes room, and comes back only where there is room.
  @Test func restoringIsAWayInToo() throws {
    let (scene, won, first) = try ownerOfTwo(cap: "1")
    try scene.delete(.customer, won)
    try scene.delete(.customer, first)
    let second = try scene.customer("乙公司", owner: "li.wei")
    let refusal = try scene.failure { try scene.restore(.customer, first) }
    #expect(refusal.code == "owned_cap" && refusal.exit == .limit)
    #expect(
      refusal.hints == [
        "make room first: crm pool release CUSTOMER --reason REASON, or crm pool assign CUSTOMER --to USER"
      ])
    // What is won counts for nobody.
    try scene.restore(.customer, won)
    try scene.release(second, as: "li.wei")
    try scene.restore(.customer, first)
    #expect(try scene.owner(of: first) == "li.wei")
    try scene.store.expectSound()
  }

  @Test func whatWasClaimedIsClaimedAgain() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.setPool("public", "claimed_cap", 1)
    let first = try scene.customer("甲公司")
    let second = try scene.customer("乙公司")
    _ = try scene.claim(first, as: "li.wei")
    try scene.delete(.customer, first)
    _ = try scene.claim(second, as: "li.wei")
    let refusal = try scene.failure { try scene.restore(.customer, first) }
    #expect(refusal.code == "claimed_cap" && refusal.exit == .limit)
    #expect(
      refusal.message == "li.wei would hold 2 claimed customers; the pool 'public' allows 1")
    try scene.assign(second, to: "admin")
    try scene.restore(.customer, first)
    // Whoever got it otherwise has not claimed it.
    try scene.delete(.customer, second)
    try scene.restore(.customer, second)
  }

  @Test func nothingComesBackToWhoLeft() throws {
    let scene = try PoolScene()
    let li = try scene.user("li.wei")
    let customer = try scene.customer("甲公司", owner: "li.wei")
    let lead = try scene.add(.lead, ["name": "张伟", "owner": "li.wei"])
    try scene.delete(.customer, customer)
    try scene.delete(.lead, lead)
    try scene.activate(li, false)
    for (noun, id) in [(Noun.customer, customer), (.lead, lead)] {
      let refusal = try scene.failure { try scene.restore(noun, id) }
      #expect(refusal.code == "E_INACTIVE" && refusal.exit == .no)
      #expect(
        refusal.message == "\(noun.reference(id)) belongs to li.wei, who is not active")
    }
    try scene.activate(li, true)
    try scene.restore(.customer, customer)
    try scene.restore(.lead, lead)
  }

  @Test func limitsThatLimitNothingAreRefused() throws {
    let scene = try PoolScene()
    for (values, code) in [
      (["user": "admin"], "E_REQUIRED"),
      (["user": "admin", "role": "sales", "claim_per_day": "1"], "E_SCOPE"),
      (["pool": "public", "owned_cap": "1"], "E_SCOPE"),
    ] {
      let error = try scene.failure {
        try scene.add(.poolLimit, values.merging(["name": "x"]) { first, _ in first })
      }
      #expect(error.code == code)
    }
  }
}
