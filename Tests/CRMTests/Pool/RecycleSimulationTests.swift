import Catalogue
import ProgramTesting
import Store
import Testing
import Values

@testable import CRM

/// The past under other rules.
@Suite struct RecycleSimulationTests {
  private func simulate(
    _ scene: PoolScene, _ from: String, _ to: String
  ) throws -> RecycleSimulation {
    let period = try #require(Day(from))...(try #require(Day(to)))
    let session = scene.store.session()
    return try session.write(isDryRun: true, appliesRules: false) {
      try RecycleSimulation(period, session: session, in: $0)
    }.value
  }

  @Test func whoWouldHaveFallenAndWasWonLater() throws {
    let scene = try PoolScene()
    let won = try scene.customer("甲公司", owner: "admin")
    let called = try scene.customer("乙公司", owner: "admin")
    scene.now = "2026-03-08T01:00:00Z"
    try scene.followUp(called, by: "admin")
    scene.now = "2026-04-20T01:00:00Z"
    _ = try scene.opportunity(of: won, owner: 1, stage: 7)
    scene.now = "2026-05-01T01:00:00Z"
    try scene.rule(.noFollowUp, days: 10)
    let falls = try simulate(scene, "2026-03-01", "2026-03-31").falls
    #expect(falls.map(\.day.description) == ["2026-03-12", "2026-03-19"])
    #expect(falls.map(\.customer) == [won, called])
    #expect(falls.map(\.isWonLater) == [true, false])
    #expect(falls.map(\.fellInFact) == [false, false])
    #expect(
      try simulate(scene, "2026-03-13", "2026-03-18").falls.map(\.day.description)
        == ["2026-03-13"])
    // Won by then, it stays.
    #expect(try simulate(scene, "2026-04-21", "2026-04-30").falls.map(\.customer) == [called])
  }

  /// Whoever fell in the period counts, though looser rules would have taken nobody.
  @Test func allThatFellInFactAreCounted() throws {
    let scene = try PoolScene(now: "2026-01-01T01:00:00Z")
    let first = try scene.customer("甲公司", owner: "admin")
    _ = try scene.customer("乙公司", owner: "admin")
    let rule = try scene.rule(.held, days: 5)
    scene.now = "2026-01-07T01:00:00Z"
    #expect(try scene.recycle().value.rows.count == 2)
    try RuleScene(scene.store).edit("recycle_rule", rule.id, ["days": "300"])
    scene.now = "2026-03-01T01:00:00Z"
    let simulation = try simulate(scene, "2026-01-01", "2026-02-28")
    #expect(simulation.falls.isEmpty)
    #expect(simulation.fallenInFact == 2)
    #expect(try simulate(scene, "2026-01-08", "2026-02-28").fallenInFact == 0)
    #expect(try simulate(scene, "2026-01-01", "2026-01-06").fallenInFact == 0)
    // A customer that falls twice is one.
    scene.now = "2026-03-02T01:00:00Z"
    try scene.assign(first, to: "admin")
    try RuleScene(scene.store).edit("recycle_rule", rule.id, ["days": "5", "grace_days": "0"])
    scene.now = "2026-03-12T01:00:00Z"
    #expect(try scene.recycle().value.rows.map(\.record) == [first])
    #expect(try simulate(scene, "2026-01-01", "2026-03-12").fallenInFact == 2)
    let period = try #require(Day("2026-01-01"))...(try #require(Day("2026-03-12")))
    let report = try SimulationReport(
      nil, over: period, listing: false, session: scene.store.session())
    #expect(report.summary.hasSuffix("; 2 fell in fact"))
  }

  /// Under the rules that were in force the replay finds what the runs of every day did.
  @Test(arguments: 1...6) func theSameRulesDidTheSame(seed: UInt64) throws {
    let scene = try PoolScene(now: "2026-02-01T00:00:00Z")
    var random = SeededGenerator(seed: seed)
    try scene.user("li.wei")
    for _ in 1...2 {
      try scene.rule(
        .allCases.randomElement(using: &random) ?? .held, days: .random(in: 3...8, using: &random)
      ) {
        $0.excludesWon = Bool.random(using: &random)
        $0.excludesOpenOpportunities = Bool.random(using: &random)
        $0.resetsBy = Bool.random(using: &random) ? .owner : .anyone
      }
    }
    let ids = try (1...12).map {
      try scene.customer("c\($0)", owner: ["admin", "li.wei"].randomElement(using: &random))
    }
    var runs: [String] = []
    let first = try #require(Day("2026-02-02"))
    for number in 0..<40 {
      let day = first.adding(days: number)
      scene.now = "\(day.adding(days: -1))T17:00:00Z"  // one o'clock in Shanghai
      let result = try scene.recycle().value
      runs += result.rows.map {
        "\(day) \($0.record) \(result.rules[Int($0.rule)].id) \($0.anchor)"
      }
      scene.now = "\(day)T02:00:00Z"
      for id in ids where Int.random(in: 0..<6, using: &random) == 0 {
        let owner = try scene.owner(of: id)
        switch (Int.random(in: 0..<4, using: &random), owner) {
        case (_, nil): _ = try scene.claim(id, as: "li.wei")
        case (0, let owner?): _ = try scene.opportunity(of: id, owner: owner == "admin" ? 1 : 2)
        case (1, let owner?): try scene.assign(id, to: owner == "admin" ? "li.wei" : "admin")
        case (_, let owner?): try scene.followUp(id, by: id % 2 == 0 ? "admin" : owner)
        }
      }
    }
    let simulation = try simulate(scene, "2026-02-02", "2026-03-13")
    #expect(!runs.isEmpty)
    #expect(simulation.falls.map(\.fellInFact).contains(false) == false)
    #expect(
      simulation.falls.map {
        "\($0.day) \($0.customer) \(simulation.rules[$0.rule].id) \($0.anchor)"
      } == runs)
  }
}
