import CRM
import Catalogue
import Store
import Testing
import Values

/// Changes of hands outlive their undoing, but hold nothing any more.
@Suite struct UndoneEventsTests {
  @Test func aRuleCanBeUndoneAfterTheRunThatUsedIt() throws {
    let store = try TestStore()
    let session = store.session()
    let name = try #require(Noun.customer.field("name"))
    _ = try session.write { db in
      try RecordAddition(.customer, session: session, db: db).add([(name, "华为")]).id
    }
    var rule = RecycleRuleBook.Draft(kind: .noFollowUp, days: 30)
    rule.graceDays = 0
    _ = try RecycleRuleBook(store.session()).add(rule)
    store.now = try #require(Instant("2026-06-01T01:00:00Z"))
    let recycled = try Recycling(store.session()).run()
    #expect(recycled.operation.changed == 1)
    for _ in 0..<3 { _ = try OperationUndo(store.session()).undo(nil, isPartial: false) }
    let left = try store.session().read { db in
      try db.row(
        """
        SELECT (SELECT count(*) FROM customer), (SELECT count(*) FROM recycle_rule),
          (SELECT count(*) FROM ownership_event WHERE undone_by IS NULL)
        """, as: Int.self, Int.self, Int.self)
    }
    #expect(try #require(left) == (0, 0, 0))
    try store.expectSound()
  }

  /// Two changes of hands within one second that lead back to the same owner: values do not show that
  /// there was a third one between.
  @Test func anEarlierClaimIsNotUndoneUnderALaterOne() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let customer = try scene.customer("华为")
    _ = try scene.claim(customer, as: "li.wei")
    let claim: Int64 = try #require(
      try scene.store.session().read { try $0.value("SELECT max(id) FROM operation") })
    try scene.release(customer, as: "li.wei")
    _ = try scene.claim(customer, as: "li.wei")
    #expect(throws: UserError.self) {
      try OperationUndo(scene.store.session()).undo(claim, isPartial: false)
    }
    _ = try OperationUndo(scene.store.session()).undo(claim, isPartial: true)
    #expect(try scene.owner(of: customer) == "li.wei")
    try scene.store.expectSound()
  }
}
