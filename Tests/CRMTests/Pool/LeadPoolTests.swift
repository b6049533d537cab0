import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// Leads are claimed, released, assigned, moved and recycled like customers.
@Suite struct LeadPoolTests {
  private func lead(
    _ scene: PoolScene, _ name: String, owner: String? = nil
  ) throws -> Int64 {
    var values = ["name": name]
    values["owner"] = owner
    values["pool"] = owner == nil ? "leads" : nil
    return try scene.add(.lead, values)
  }

  private func owner(of lead: Int64, in scene: PoolScene) throws -> String? {
    try scene.value(
      "SELECT u.login FROM lead l JOIN \"user\" u ON u.id = l.owner WHERE l.id = \(lead)")
  }

  private func claim(_ lead: Int64, as user: String, in scene: PoolScene) throws {
    _ = try Claim(scene.store.session(as: user), .leads).claim(["\(lead)"], isPartial: false)
  }

  @Test func theCapHoldsForWhatComesBack() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.setPool("leads", "claimed_cap", 1)
    let first = try lead(scene, "张伟")
    let second = try lead(scene, "王强")
    try claim(first, as: "li.wei", in: scene)
    try scene.delete(.lead, first)
    try claim(second, as: "li.wei", in: scene)
    let refusal = try scene.failure { try scene.restore(.lead, first) }
    #expect(refusal.message == "li.wei would hold 2 claimed leads; the pool 'leads' allows 1")
    #expect(refusal.hints.first?.contains("crm pool release lead/ID") == true)
    _ = try Release(scene.store.session(as: "li.wei")).release(
      ["\(second)"], .leads, to: nil, reason: "no_interest")
    try scene.restore(.lead, first)
  }

  @Test func claimReleaseAssignAndMove() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    try scene.add(.pool, ["name": "展会线索", "holds": "leads", "priority": "1"])
    try scene.setPool("leads", "cooldown_days", 5)
    try scene.setPool("leads", "claim_per_day", 1)
    let first = try lead(scene, "张伟")
    let second = try lead(scene, "王强")
    #expect(
      try Claim(scene.store.session(as: "li.wei"), .leads).claimNext(1, from: "leads").value
        .customers.map(\.reference) == ["lead/\(first)"])
    let daily = try scene.failure { try claim(second, as: "li.wei", in: scene) }
    #expect(daily.code == "daily_limit")
    let taken = try scene.failure { try claim(first, as: "wang.fang", in: scene) }
    #expect(taken.code == "not_in_pool" && taken.message.contains("lead/\(first) '张伟'"))
    _ = try Release(scene.store.session(as: "li.wei")).release(
      ["\(first)"], .leads, to: nil, reason: "no_interest")
    scene.now = "2026-03-02T01:00:00Z"
    #expect(
      try scene.failure { try claim(first, as: "li.wei", in: scene) }.code == "cooldown_until")
    _ = try PoolMove(scene.store.session()).move(["\(first)"], .leads, to: "展会线索")
    _ = try Assignment(scene.store.session()).assign(["\(first)"], .leads, to: "wang.fang")
    #expect(try owner(of: first, in: scene) == "wang.fang")
    // Customers and leads do not mix.
    #expect(
      try scene.failure {
        _ = try PoolMove(scene.store.session()).move(["\(second)"], .leads, to: "public")
      }.code == "E_POOL_HOLDS")
    #expect(
      try scene.failure {
        _ = try Claim(scene.store.session(), .customers).claimNext(1, from: "leads")
      }.code == "E_POOL_HOLDS")
    try scene.store.expectSound()
    let undo = OperationUndo(scene.store.session())
    _ = try undo.undo(nil, isPartial: false)
    #expect(try owner(of: first, in: scene) == nil)
    try scene.store.expectSound()
  }

  @Test func recyclingForecastAndExplanation() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let neglected = try lead(scene, "张伟", owner: "li.wei")
    let called = try lead(scene, "王强", owner: "li.wei")
    let closed = try lead(scene, "赵敏", owner: "li.wei")
    let customer = try scene.customer("甲公司", owner: "li.wei")
    try scene.rule(.noFollowUp, days: 10) { $0.holding = .leads }
    _ = try LeadMove(
      .disqualify(LeadDisqualification(reason: "no_need")), session: scene.store.session()
    ).run(["\(closed)"])
    scene.now = "2026-03-05T01:00:00Z"
    try scene.add(
      .activity, ["lead": "\(called)", "method": "phone", "note": "x"], as: "li.wei")
    let session = scene.store.session()
    let falls = try session.read {
      try RecycleForecast(
        until: try #require(Day("2026-03-20")), session: session, in: $0)
    }.falls
    #expect(falls.map(\.customer) == [neglected, called])
    #expect(falls.map(\.day.description) == ["2026-03-12", "2026-03-16"])
    let explanation = try PoolExplanation(session, .leads)
      .document(of: "\(called)", asOf: Day("2026-03-16"))
    #expect(explanation["due"] == .bool(true))
    scene.now = "2026-03-16T01:00:00Z"
    #expect(try scene.recycle().value.rows.map(\.record) == [neglected, called])
    #expect(
      try scene.value(
        "SELECT count(*) FROM lead WHERE pool = (SELECT id FROM pool WHERE name = 'leads')") == 2)
    #expect(try scene.owner(of: customer) == "li.wei")
    #expect(try scene.recycle().value.rows.isEmpty)
    try scene.store.expectSound()
    for (kind, pool) in [(RecycleRule.Kind.noDeal, nil), (.held, "public")]
      as [(RecycleRule.Kind, String?)]
    {
      let error = try scene.failure {
        try scene.rule(kind, days: 1) {
          $0.holding = .leads
          $0.pool = pool
        }
      }
      #expect(["E_KIND", "E_POOL_HOLDS"].contains(error.code))
    }
  }

  @Test func aLeadPoolAsksItsEntryCondition() throws {
    let scene = try PoolScene()
    try scene.add(
      .pool, ["name": "展会线索", "holds": "leads", "entry": "source = exhibition"])
    let stranger = try lead(scene, "张伟")
    #expect(
      try scene.failure {
        _ = try PoolMove(scene.store.session()).move(["\(stranger)"], .leads, to: "展会线索")
      }.code == "not_admitted")
    #expect(
      try scene.failure {
        try scene.add(.lead, ["name": "李", "pool": "展会线索"])
      }.code == "not_admitted")
    try scene.add(.lead, ["name": "李", "pool": "展会线索", "source": "exhibition"])
  }
}
