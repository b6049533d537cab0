import CRM
import Testing
import Values

@Suite struct PoolAssignmentTests {
  @Test func onlyTheOwnerOrAnAdminReleases() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    let customer = try scene.customer("甲公司", owner: "li.wei")
    let denied = try scene.failure { try scene.release(customer, as: "wang.fang") }
    #expect(denied.exit == .denied)
    try scene.release(customer, as: "admin")
    let again = try scene.failure { try scene.release(customer, as: "admin") }
    #expect(again.exit == .conflict)
  }

  @Test(arguments: [("无意向", "no_interest"), ("no_interest", "no_interest"), ("搬走了", "搬走了")])
  func releaseReasons(text: String, stored: String) throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    _ = try Release(scene.store.session()).release(["\(customer)"], to: nil, reason: text)
    #expect(
      try scene.value("SELECT reason FROM ownership_event WHERE kind = 'release'") == stored)
  }

  @Test func aReleaseNeedsAReason() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    let error = try scene.failure {
      _ = try Release(scene.store.session()).release(["\(customer)"], to: nil, reason: " ")
    }
    #expect(error.exit == .usage)
  }

  @Test func assigningSkipsDailyLimitAndCooldown() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.setPool("public", "claim_per_day", 0)
    try scene.setPool("public", "cooldown_days", 10)
    let customer = try scene.customer("甲公司", owner: "li.wei")
    try scene.release(customer, as: "li.wei")
    try scene.assign(customer, to: "li.wei")
    #expect(try scene.owner(of: customer) == "li.wei")
  }

  @Test func assigningAnOwnedCustomerTransfersIt() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    let customer = try scene.customer("甲公司", owner: "li.wei")
    let denied = try scene.failure { try scene.assign(customer, to: "li.wei", as: "wang.fang") }
    #expect(denied.exit == .denied)
    try scene.assign(customer, to: "wang.fang", as: "li.wei")
    #expect(
      try scene.value("SELECT kind FROM ownership_event ORDER BY id DESC LIMIT 1") == "transfer")
    #expect(try scene.owner(of: customer) == "wang.fang")
  }

  @Test func onlyAnAdminAssignsWhatLiesInAPool() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let customer = try scene.customer("甲公司")
    let error = try scene.failure { try scene.assign(customer, to: "li.wei", as: "li.wei") }
    #expect(error.exit == .denied)
  }

  @Test func anOwnerWhoHasItAlreadyKeepsItUnchanged() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let customer = try scene.customer("甲公司", owner: "li.wei")
    let written = try Assignment(scene.store.session()).assign(["\(customer)"], to: "li.wei")
    #expect(written.operation.id == nil)
    #expect(scene.store.notes == ["1 customer belongs to li.wei already"])
  }
}
