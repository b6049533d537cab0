import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// Pools for some: who sees them, who claims, what they hide.
@Suite struct PoolMembershipTests {
  /// A pool for a team and everybody below it, a role, and one user; `wang.fang` runs it.
  private func scene() throws -> PoolScene {
    let scene = try PoolScene()
    try scene.add(.team, ["name": "华东"])
    try scene.add(.team, ["name": "上海", "parent": "华东"])
    try scene.user("li.wei", team: "上海")
    try scene.user("wang.fang")
    try scene.user("zhao.min")
    try scene.user("chen.jie", role: "manager")
    try scene.add(
      .pool,
      [
        "name": "华东公海", "member_team": "华东", "member_role": "manager", "admin": "wang.fang",
        "hidden": "电话, contact.phone", "priority": "1",
      ])
    return scene
  }

  @Test func membersSeeAndClaim() throws {
    let scene = try scene()
    let customer = try scene.customer("甲公司", pool: "华东公海")
    try scene.add(.contact, ["name": "张伟", "customer": "\(customer)", "phone": "13800138000"])
    for user in ["li.wei", "wang.fang", "chen.jie"] {
      #expect(try Self.names(scene, .customer, as: user) == ["甲公司"], "\(user)")
      #expect(try Self.names(scene, .pool, as: user) == ["华东公海", "public", "leads"], "\(user)")
      #expect(try Self.names(scene, .contact, as: user) == ["张伟"], "\(user)")
    }
    // To others neither the pool nor what lies there exists.
    #expect(try Self.names(scene, .customer, as: "zhao.min") == [])
    #expect(try Self.names(scene, .contact, as: "zhao.min") == [])
    #expect(try Self.names(scene, .pool, as: "zhao.min") == ["public", "leads"])
    #expect(
      try scene.failure { _ = try scene.claim(customer, as: "zhao.min") }.exit == .notFound)
    #expect(
      try scene.failure { _ = try scene.claimNext(1, from: "华东公海", as: "zhao.min") }.exit
        == .notFound)
    // An admin of the store sees it without belonging to it.
    let refusal = try scene.failure { _ = try scene.claim(customer, as: "admin") }
    #expect(refusal.code == "not_member" && refusal.exit == .denied)
    #expect(try scene.claimNext(1, as: "li.wei") == [customer])
    #expect(try Self.names(scene, .customer, as: "zhao.min") == ["甲公司"])
    try scene.store.expectSound()
  }

  @Test func duplicatesAreFoundInPoolsThatOneDoesNotSee() throws {
    let scene = try scene()
    _ = try scene.customer("深圳市 华为技术(中国)有限公司", pool: "华东公海")
    let error = try scene.failure {
      try scene.add(.customer, ["name": "深圳市华为技术（中国）有限公司"], as: "zhao.min")
    }
    #expect(error.exit == .duplicate)
    #expect(error.message.contains("pool 华东公海"))
  }

  @Test func hiddenFieldsCannotBeFoundOut() throws {
    let scene = try scene()
    let customer = try scene.add(
      .customer, ["name": "甲公司", "phone": "021-5555", "pool": "华东公海"])
    try scene.add(.contact, ["name": "张伟", "customer": "\(customer)", "phone": "13800138000"])
    for (user, isSeen) in [("li.wei", false), ("wang.fang", true), ("admin", true)] {
      #expect(
        try Self.names(scene, .customer, as: user, where: "phone ~ 5555").isEmpty != isSeen,
        "\(user)")
      #expect(
        try Self.names(scene, .contact, as: user, where: "phone ~ 138").isEmpty != isSeen, "\(user)"
      )
      #expect(
        try Self.names(scene, .customer, as: user, where: "phone is missing").isEmpty == isSeen)
      #expect(try Self.phones(scene, .customer, as: user) == (isSeen ? ["021-5555"] : [nil]))
      #expect(try Self.phones(scene, .contact, as: user) == (isSeen ? ["13800138000"] : [nil]))
    }
    _ = try scene.claim(customer, as: "li.wei")
    #expect(try Self.phones(scene, .customer, as: "li.wei") == ["021-5555"])
    for wrong in ["name", "nothing", "user.login", "tag"] {
      #expect(
        try scene.failure { try scene.add(.pool, ["name": "错", "hidden": wrong]) }.code
          == "E_FIELD", "\(wrong)")
    }
  }

  @Test func adminsOfThePoolAssignAndMove() throws {
    let scene = try scene()
    let customer = try scene.customer("甲公司", pool: "华东公海")
    func move(as user: String) throws {
      _ = try PoolMove(scene.store.session(as: user)).move(["\(customer)"], to: "public")
    }
    #expect(try scene.failure { try move(as: "li.wei") }.code == "not_pool_admin")
    #expect(
      try scene.failure { try scene.assign(customer, to: "zhao.min", as: "li.wei") }.code
        == "not_pool_admin")
    try move(as: "wang.fang")
    #expect(try scene.failure { try move(as: "wang.fang") }.code == "not_pool_admin")
    #expect(try scene.value("SELECT kind FROM ownership_event") == "move")
    let other = try scene.customer("乙公司", pool: "华东公海")
    try scene.assign(other, to: "zhao.min", as: "wang.fang")
    #expect(try scene.owner(of: other) == "zhao.min")
    #expect(
      try scene.failure { try scene.add(.pool, ["name": "新"], as: "wang.fang") }.exit == .denied)
    try scene.store.expectSound()
  }

  /// Without a pool of the rule customers fall into the one that is for their owner.
  @Test func whatFallsStaysWithItsPeople() throws {
    let scene = try scene()
    try scene.add(.pool, ["name": "开放", "priority": "0"])
    let li = try scene.customer("甲公司", owner: "li.wei")
    let zhao = try scene.customer("乙公司", owner: "zhao.min")
    try scene.rule(.held, days: 1)
    scene.now = "2026-03-10T01:00:00Z"
    try scene.recycle()
    func pool(_ id: Int64) throws -> String? {
      try scene.value(
        "SELECT p.name FROM customer c JOIN pool p ON p.id = c.pool WHERE c.id = \(id)")
    }
    #expect(try pool(li) == "华东公海")
    #expect(try pool(zhao) == "public")
  }

  @Test func aPoolIsEmptiedBeforeItIsDeleted() throws {
    let scene = try scene()
    _ = try scene.customer("甲公司", pool: "华东公海")
    let session = scene.store.session()
    #expect(try scene.failure { try scene.delete(.pool, 3) }.code == "E_IN_USE")
    _ = try session.write { db in
      #expect(try PoolDeletion.empty([3], into: "public", session, db) == 1)
      try RecordPresence(.pool, session: session, db: db).delete([3])
    }
    #expect(try Self.names(scene, .customer, as: "zhao.min") == ["甲公司"])
    try scene.store.expectSound()
  }

  // MARK: Asking

  private static func names(
    _ scene: PoolScene, _ noun: Noun, as user: String, where condition: String? = nil
  ) throws -> [String] {
    let session = scene.store.session(as: user)
    return try session.read { db in
      var query = try RecordQuery(noun, session: session)
      try query.add(
        RecordFilter(conditions: [condition].compactMap { $0 }),
        reader: FieldReader(.option, session: session, db: db))
      return try db.values(try query.sql(["r.name"]))
    }
  }

  private static func phones(
    _ scene: PoolScene, _ noun: Noun, as user: String
  ) throws -> [String?] {
    let session = scene.store.session(as: user)
    return try session.read { db in
      let columns = try RecordColumns(noun, session: session)
      let query = try RecordQuery(noun, session: session)
      return try db.values(try query.sql([columns.required("phone").expression]))
    }
  }
}
