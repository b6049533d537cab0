import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

@Suite struct PoolExplanationTests {
  private func entries(
    _ customer: Int64, in scene: PoolScene, as user: String? = nil
  ) throws -> [String: Document] {
    let document = try PoolExplanation(scene.store.session(as: user)).document(of: "\(customer)")
    guard case .object(let entries) = document else { return [:] }
    return Dictionary(entries.map { ($0.name, $0.value) }) { first, _ in first }
  }

  @Test func aRecycledCustomerSaysByWhichRuleAndSinceWhen() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let customer = try scene.customer("甲公司", owner: "li.wei")
    try scene.setPool("public", "cooldown_days", 10)
    try scene.rule(.noFollowUp, days: 30)
    scene.now = "2026-04-01T01:00:00Z"
    try scene.recycle()
    let entries = try entries(customer, in: scene, as: "li.wei")
    #expect(entries["pool"] == .text("public"))
    #expect(entries["event"] == .text("recycle"))
    #expect(entries["from"] == .text("li.wei"))
    #expect(entries["rule"] == .integer(1))
    #expect(entries["anchor"] == .instant("2026-03-01T01:00:00Z"))
    #expect(entries["age"] == .integer(31))
    #expect(
      entries["blocked"]
        == .object([
          .init("code", .text("cooldown_until")),
          .init(
            "reason",
            .text("you held it until 2026-04-01 and may claim it again on 2026-04-11")),
        ]))
    #expect(try self.entries(customer, in: scene)["blocked"] == .null)
  }

  @Test func theNextDayOnWhichItFallsIsThatOfTheFirstRuleToFire() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    try scene.rule(.noDeal, days: 90)
    try scene.rule(.noFollowUp, days: 30, grace: 60)
    let entries = try entries(customer, in: scene)
    #expect(entries["due"] == .bool(false))
    // 30 days are over on April 1st, but the rule acts from April 30th.
    #expect(entries["due_day"] == .text("2026-04-30"))
  }

  /// The day is the forecast's also where the condition waits for it.
  @Test(arguments: [
    ("days_since(last_activity) > 20", "2026-03-22", "held_back"),
    ("next_follow_up < today", "2026-03-11", "held_back"),
    ("days_since(last_activity) < 3", "", "not_yet"),
    ("next_follow_up > today", "2026-03-07", "not_yet"), ("level = A", "", "exempt"),
    ("level is missing", "2026-03-07", "not_yet"),
  ])
  func theDayIsThatOfTheForecast(condition: String, day: String, outcome: String) throws {
    let scene = try PoolScene()
    let customer = try scene.add(
      .customer, ["name": "甲公司", "owner": "admin", "next_follow_up": "2026-03-10"])
    try scene.followUp(customer, by: "admin")
    try scene.rule(.held, days: 5) { $0.condition = condition }
    let last = try #require(Day("2026-06-01"))
    let session = scene.store.session()
    let falls = try session.read { db in
      try RecycleForecast(until: last, session: session, in: db).falls
    }
    #expect(falls.map(\.day.description) == (day.isEmpty ? [] : [day]))
    let told: Document = day.isEmpty ? .null : .text(day)
    let document = try PoolExplanation(session).document(of: "\(customer)")
    #expect(document["due_day"] == told)
    #expect(document.list("rules").first?["outcome"] == .text(outcome))
    guard !day.isEmpty else { return }
    scene.now = "\(day)T01:00:00Z"
    let then = try PoolExplanation(scene.store.session()).document(of: "\(customer)")
    #expect(then["due"] == .bool(true))
    #expect(then["due_day"] == told)
    #expect(try scene.due(on: day) == [customer])
  }
}
