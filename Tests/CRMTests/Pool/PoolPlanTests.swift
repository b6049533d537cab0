import Store
import Testing
import Values

@testable import CRM

/// The queries that run over a million customers find their rows through indexes.
@Suite struct PoolPlanTests {
  private func plan(_ query: SQL) throws -> [String] {
    let scene = try PoolScene()
    return try scene.store.session().read { db in
      try db.rows(
        "EXPLAIN QUERY PLAN \(query)", as: Int.self, Int.self, Int.self, String.self
      ).map(\.3)
    }
  }

  @Test(arguments: RecycleRule.Kind.allCases) func recycling(kind: RecycleRule.Kind) throws {
    let rule = RecycleRule(
      id: 1, name: "rule", kind: kind, days: 30, scope: .everybody, toPool: 1, resetsBy: .owner,
      excludesWon: true, excludesOpenOpportunities: false, warnings: [], actsFrom: .min)
    let asOf = try #require(Day("2026-04-01"))
    let store = try TestStore()
    let session = store.session()
    let due = try session.read {
      let terms = try RecycleTerms(session, in: $0)
      return try DueRecords(rule: rule, asOf: asOf, terms: terms, session: session, in: $0)
        .query()
    }
    let steps = try plan(due)
    // One pass over the customers in the order of the table; everything else is looked up.
    // The few customers above one are gone through as they are found.
    let few: Set = ["SCAN stage", "SCAN above", "SCAN b"]
    #expect(steps.filter { $0.hasPrefix("SCAN") && !few.contains($0) } == ["SCAN c"])
    #expect(
      steps.contains(
        "SEARCH o USING COVERING INDEX opportunity_customer (customer=? AND deleted_at=?)"))
    if kind == .noFollowUp {
      // The index knows who wrote: no row of a follow-up is read.
      let followUps = steps.filter { $0.hasPrefix("SEARCH a USING") && $0.contains("activity") }
      #expect(
        Set(followUps) == [
          "SEARCH a USING COVERING INDEX activity_customer (customer=? AND at>?)"
        ])
      // Collaborators' follow-ups are looked for from the grants that there are.
      #expect(steps.contains("SEARCH g USING INDEX customer_share_all (customer=?)"))
      #expect(!steps.contains { $0.contains("customer_share_user") })
      #expect(
        steps.contains(
          "SEARCH e USING COVERING INDEX stage_event_opportunity (opportunity=? AND at>?)"))
    }
  }

  @Test func claimingTheLongestWaiting() throws {
    let query = ClaimCheck.waiting(in: 1, user: 1, notHeldSince: .min, limit: 5)
    #expect(
      try plan(query) == [
        "SEARCH r USING COVERING INDEX customer_pool (pool=?)", "CORRELATED SCALAR SUBQUERY 1",
        "SEARCH e USING INDEX ownership_event_customer (customer=?)",
      ])
  }

  @Test func countingClaims() throws {
    #expect(
      try plan(ClaimQuota.claims(of: 1, from: 1, in: .min ... .max))
        == [
          "SEARCH ownership_event USING INDEX ownership_event_claim (to_user=? AND at>? AND at<?)"
        ])
    let steps = try plan(ClaimQuota.holdings(of: 1))
    #expect(steps.first == "SEARCH e USING INDEX ownership_event_claim (to_user=?)")
    #expect(steps.contains("SEARCH c USING INTEGER PRIMARY KEY (rowid=?)"))
    #expect(
      steps.contains(
        "SEARCH later USING INDEX ownership_event_customer (customer=? AND id>?)"))
  }

  @Test func countingStock() throws {
    #expect(
      try plan("SELECT count(*) FROM customer c WHERE c.pool = \(1) AND c.deleted_at IS NULL")
        == ["SEARCH c USING COVERING INDEX customer_pool (pool=?)"])
  }
}
