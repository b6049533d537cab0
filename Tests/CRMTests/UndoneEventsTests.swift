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
    var rule = RecycleRuleDraft(kind: .noFollowUp, days: 30)
    rule.graceDays = 0
    _ = try rule.add(session: store.session())
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

  private func lastOperation(_ scene: PoolScene) throws -> Int64 {
    try #require(try scene.store.session().read { try $0.value("SELECT max(id) FROM operation") })
  }

  /// What was not changed since is undone, also beside what was.
  @Test func aPartialUndoRestoresTheOthers() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let (first, second) = (try scene.customer("甲公司"), try scene.customer("乙公司"))
    _ = try scene.claim(first, second, as: "li.wei")
    let claim = try lastOperation(scene)
    scene.now = "2026-03-02T01:00:00Z"
    try scene.release(first, as: "li.wei")
    let undone = try OperationUndo(scene.store.session()).undo(claim, isPartial: true)
    #expect(undone.value.kept.map(\.record) == [first])
    #expect(try scene.owner(of: second) == nil)
    try scene.store.expectSound()
  }

  /// A claim is not brought back under somebody else's, or for a customer that is gone.
  @Test func aClaimIsNotRedoneUnderALaterOne() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    let (first, second) = (try scene.customer("甲公司"), try scene.customer("乙公司"))
    _ = try scene.claim(first, second, as: "li.wei")
    _ = try OperationUndo(scene.store.session(as: "li.wei")).undo(nil, isPartial: false)
    _ = try scene.claim(first, as: "wang.fang")
    #expect(throws: UserError.self) {
      try OperationUndo(scene.store.session(as: "li.wei")).redo(nil, isPartial: false)
    }
    _ = try OperationUndo(scene.store.session(as: "li.wei")).redo(nil, isPartial: true)
    #expect(try scene.owner(of: first) == "wang.fang")
    #expect(try scene.owner(of: second) == "li.wei")
    try scene.store.expectSound()
  }

  @Test func aClaimOfACustomerThatIsGoneStaysUndone() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let customer = try scene.customer("甲公司")
    let creation = try lastOperation(scene)
    _ = try scene.claim(customer, as: "li.wei")
    _ = try OperationUndo(scene.store.session(as: "li.wei")).undo(nil, isPartial: false)
    _ = try OperationUndo(scene.store.session()).undo(creation, isPartial: false)
    _ = try OperationUndo(scene.store.session(as: "li.wei")).redo(nil, isPartial: true)
    try scene.store.expectSound()
  }

  @Test func theStoreItselfIsNotUndone() throws {
    let scene = try PoolScene()
    let error = try scene.failure {
      _ = try OperationUndo(scene.store.session()).undo(1, isPartial: false)
    }
    #expect(error.code == "E_FIRST")
  }
}
