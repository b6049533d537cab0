import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// What somebody who leaves leaves behind: nothing.
@Suite struct OffboardingTests {
  let scene: PoolScene
  let li: Int64
  let wang: Int64
  let boss: Int64
  let own: Int64
  let foreign: Int64
  let ownOpportunity: Int64
  let foreignOpportunity: Int64
  let wonOpportunity: Int64
  let ownTask: Int64
  let foreignTask: Int64
  let freeTask: Int64

  init() throws {
    scene = try PoolScene()
    boss = try scene.user("boss")
    li = try scene.user("li.wei")
    wang = try scene.user("wang.fang")
    try scene.edit(.user, li, ["manager": "boss"])
    try scene.edit(.user, wang, ["manager": "li.wei"])
    own = try scene.customer("华为", owner: "li.wei")
    foreign = try scene.customer("中兴", owner: "wang.fang")
    ownOpportunity = try scene.opportunity(of: own, owner: li)
    foreignOpportunity = try scene.opportunity(of: foreign, owner: li)
    wonOpportunity = try scene.opportunity(of: own, owner: li, stage: 7)
    ownTask = try scene.task("own", of: own, assignee: "li.wei")
    foreignTask = try scene.task("foreign", of: foreign, assignee: "li.wei")
    freeTask = try scene.task("free", assignee: "li.wei")
    try scene.share(foreign, with: "li.wei")
    try scene.share(own, with: "boss", .read)
    try scene.add(.team, ["name": "华东", "head": "li.wei"])
    try scene.rule(.noFollowUp, days: 30) { $0.scope = "user:li.wei" }
    try scene.add(
      .customField,
      [
        "noun": "customer", "key": "service", "type": "user", "label_en": "Service",
        "label_zh": "客服",
      ])
    let session = scene.store.session()
    let field = try #require(try session.noun(.customer).field("service"))
    _ = try session.write { db in
      try RecordEditor(.customer, session: session, db: db).edit(
        [foreign], set: [(field, "li.wei")])
    }
  }

  @Test(arguments: [true, false]) func leadsAndLimitsGoToo(hasHeir: Bool) throws {
    let open = try scene.add(.lead, ["name": "张", "owner": "li.wei"])
    let closed = try scene.add(.lead, ["name": "王", "owner": "li.wei"])
    _ = try LeadMove(
      .disqualify(LeadDisqualification(reason: "no_need")), session: scene.store.session()
    ).run(["\(closed)"])
    try scene.add(.poolLimit, ["name": "his", "user": "li.wei", "claim_per_day": "1"])
    try scene.add(.pool, ["name": "华东公海", "member": "li.wei,wang.fang", "admin": "li.wei"])
    try offboard(to: hasHeir ? .user("wang.fang") : .pool("public"))
    let holder: String? = try scene.value(
      """
      SELECT ifnull(u.login, p.name) FROM lead l LEFT JOIN "user" u ON u.id = l.owner
      LEFT JOIN pool p ON p.id = l.pool WHERE l.id = \(open)
      """)
    #expect(holder == (hasHeir ? "wang.fang" : "leads"))
    #expect(try scene.value("SELECT owner FROM lead WHERE id = \(closed)") == li)
    #expect(try scene.value("SELECT count(*) FROM pool_limit WHERE deleted_at IS NULL") == 0)
    #expect(try scene.value("SELECT count(*) FROM pool_user WHERE \"user\" = \(li)") == 0)
    #expect(try scene.value("SELECT count(*) FROM pool_admin WHERE \"user\" = \(li)") == 0)
    try scene.store.expectSound()
  }

  @discardableResult
  private func offboard(
    _ user: String = "li.wei", to heir: Offboarding.Successor, as actor: String? = nil
  ) throws -> TransferManifest {
    try Offboarding(scene.store.session(as: actor)).offboard(user, to: heir).value.manifest
  }

  private func owner(of opportunity: Int64) throws -> Int64? {
    try scene.value("SELECT owner FROM opportunity WHERE id = \(opportunity)", as: Int64?.self)
      ?? nil
  }

  private func manager(of user: Int64) throws -> Int64? {
    try scene.value("SELECT manager FROM \"user\" WHERE id = \(user)", as: Int64?.self) ?? nil
  }

  /// Every reference of the catalogue that leads to the user, but those that tell who did something and
  /// those of what is closed.
  private func liveReferences() throws -> [String] {
    let session = scene.store.session()
    let isOpen: [String: SQL] = [
      "opportunity": "r.stage IN (SELECT id FROM stage WHERE kind = 'open')",
      "task": "r.state = 'open'",
    ]
    return try session.read { db in
      var found: [String] = []
      for noun in try session.catalogue.nouns where noun.name != Noun.notification.name {
        for field in noun.fields where field.type.referencedNoun == "user" {
          guard field.setter != .history else { continue }
          let names: SQL =
            if case .references(_, let link) = field.type {
              """
              r.id IN (SELECT \(identifier: link.owner) FROM \(identifier: link.table)
                WHERE \(identifier: link.target) = \(li))
              """
            } else {
              "r.\(identifier: field.column) = \(li)"
            }
          let ids: [Int64] = try db.values(
            """
            SELECT r.id FROM \(identifier: noun.table) r
            WHERE \(names) AND r.deleted_at IS NULL AND \(isOpen[noun.name] ?? "1")
            """)
          found += ids.map { "\(noun.reference($0)).\(field.name)" }
        }
      }
      return found
    }
  }

  @Test func thereIsSomethingToLeaveBehind() throws {
    #expect(
      try liveReferences() == [
        "customer/\(own).owner", "customer/\(foreign).service", "task/\(ownTask).assignee",
        "task/\(foreignTask).assignee", "task/\(freeTask).assignee",
        "opportunity/\(ownOpportunity).owner", "opportunity/\(foreignOpportunity).owner",
        "user/\(wang).manager", "team/1.head", "recycle_rule/1.user", "share/1.user",
      ])
  }

  @Test func aColleagueGetsAllOfIt() throws {
    try offboard(to: .user("wang.fang"))
    #expect(try liveReferences() == [])
    #expect(try scene.owner(of: own) == "wang.fang")
    #expect(try owner(of: ownOpportunity) == wang)
    #expect(try owner(of: foreignOpportunity) == wang)
    #expect(try owner(of: wonOpportunity) == li, "what is closed is history")
    for task in [ownTask, foreignTask, freeTask] {
      #expect(try scene.assignee(of: task) == "wang.fang")
      #expect(try scene.state(of: task) == "open")
    }
    #expect(try scene.shares(of: foreign) == [], "an owner needs no grant")
    #expect(try scene.shares(of: own) == ["boss read"], "the grants of others stay")
    #expect(try manager(of: wang) == boss, "nobody is one's own manager")
    #expect(try scene.value("SELECT head FROM team WHERE id = 1") == wang)
    #expect(try scene.value("SELECT active FROM \"user\" WHERE id = \(li)") == 0)
    try scene.store.expectSound()
  }

  @Test func aPoolGetsTheCustomersAndOwnersTheRest() throws {
    let manifest = try offboard(to: .pool("public"))
    #expect(try liveReferences() == [])
    #expect(try scene.owner(of: own) == nil)
    #expect(try owner(of: ownOpportunity) == nil)
    #expect(try owner(of: foreignOpportunity) == wang)
    #expect(try scene.state(of: ownTask) == "cancelled")
    #expect(try scene.assignee(of: foreignTask) == "wang.fang")
    #expect(try scene.state(of: freeTask) == "cancelled")
    #expect(try scene.shares(of: own) == [])
    #expect(try manager(of: wang) == boss)
    #expect(try scene.value("SELECT count(*) FROM team WHERE head IS NULL") == 1)
    #expect(
      Set(manifest.references) == [
        "customer/\(own)", "customer/\(foreign)", "opportunity/\(ownOpportunity)",
        "opportunity/\(foreignOpportunity)", "task/\(ownTask)", "task/\(foreignTask)",
        "task/\(freeTask)", "share/1", "recycle_rule/1", "user/\(wang)", "user/\(li)", "team/1",
      ])
    try scene.store.expectSound()
  }

  /// All tables but those of the journal and of retained events.
  private func content() throws -> [String] {
    try scene.store.session().read { db in
      try ["customer", "opportunity", "task", "customer_share", "user", "team", "recycle_rule"]
        .map { table in
          let columns: [String] = try db.values("SELECT name FROM pragma_table_info(\(table))")
          let row = columns.map { "r.\(identifier: $0)" as SQL }.joined(separator: ", ")
          return try db.value(
            """
            SELECT json_group_array(x) FROM (SELECT json_array(\(row)) AS x
              FROM \(identifier: table) r ORDER BY id)
            """) ?? ""
        }
    }
  }

  @Test(arguments: [true, false]) func itIsOneOperation(hasColleague: Bool) throws {
    let before = try content()
    try offboard(to: hasColleague ? .user("wang.fang") : .pool("public"))
    #expect(try content() != before)
    try scene.undo()
    #expect(try content() == before)
    try scene.store.expectSound()
  }

  @Test func aColleagueTakesPartWhereTheUserDid() throws {
    let third = try scene.customer("三一", owner: "wang.fang")
    let fourth = try scene.customer("徐工", owner: "wang.fang")
    let fifth = try scene.customer("柳工", owner: "wang.fang")
    try scene.share(third, with: "li.wei", .read, until: "2026-03-31", cascades: true)
    try scene.share(third, with: "boss", .edit)
    try scene.share(fourth, with: "li.wei", .edit, until: "2026-03-31", cascades: true)
    try scene.share(fourth, with: "boss", .read)
    try scene.share(fifth, with: "li.wei", .edit, until: "2026-03-02")
    scene.now = "2026-03-03T01:00:00Z"
    try offboard(to: .user("boss"))
    #expect(try scene.shares(of: foreign) == ["boss edit"])
    #expect(try scene.shares(of: third) == ["boss edit"], "who may do more still may")
    #expect(try scene.shares(of: fourth) == ["boss edit"])
    #expect(try scene.shares(of: fifth) == [], "what is over stays over")
    #expect(
      try scene.value(
        """
        SELECT until || ' ' || cascade FROM customer_share
        WHERE customer = \(fourth) AND deleted_at IS NULL
        """) == "2026-03-31 1")
    try scene.store.expectSound()
  }

  @Test func aSuccessorAboveTakesTheReports() throws {
    try offboard(to: .user("boss"))
    #expect(try manager(of: wang) == boss)
    #expect(try manager(of: boss) == nil)
    #expect(try liveReferences() == [])
  }

  /// A colleague who reports to somebody who reports to the user takes the user's place.
  @Test func aSuccessorFarBelowRises() throws {
    let chen = try scene.user("chen.jing")
    try scene.edit(.user, chen, ["manager": "wang.fang"])
    try offboard(to: .user("chen.jing"))
    #expect(try manager(of: chen) == boss)
    #expect(try manager(of: wang) == chen)
    #expect(try liveReferences() == [])
    try scene.undo()
    #expect(try manager(of: chen) == wang)
  }

  // MARK: Refusals

  @Test func whatIsRefused() throws {
    let before = try content()
    #expect(try scene.exit { try offboard(to: .user("li.wei")) } == .usage)
    #expect(try scene.exit { try offboard(to: .user("nobody")) } == .notFound)
    #expect(try scene.exit { try offboard(to: .pool("nowhere")) } == .notFound)
    #expect(try scene.exit { try offboard("nobody", to: .pool("public")) } == .notFound)
    #expect(try scene.exit { try offboard(to: .user("boss"), as: "boss") } == .denied)
    #expect(try scene.failure { try offboard("admin", to: .user("boss")) }.code == "E_LAST_ADMIN")
    try scene.edit(.user, wang, ["active": "no"])
    #expect(try scene.failure { try offboard(to: .user("wang.fang")) }.code == "E_INACTIVE")
    try scene.undo()
    #expect(try content() == before)
  }

  @Test(arguments: ["notify user:li.wei", "assign user:li.wei", "create task call for user:li.wei"])
  func aRuleThatNamesTheUserIsChangedFirst(action: String) throws {
    let rule = try scene.add(
      .rule,
      ["name": "r", "kind": "automation", "noun": "customer", "on": "created", "do": action])
    let error = try scene.failure { try offboard(to: .user("boss")) }
    #expect(error.code == "E_IN_USE")
    try scene.edit(.rule, rule, ["do": "notify user:boss"])
    try offboard(to: .user("boss"))
  }

  @Test func aPoolThatDoesNotTakeTheCustomers() throws {
    try scene.add(.pool, ["name": "重点", "entry": "level = A"])
    #expect(try scene.failure { try offboard(to: .pool("重点")) }.code == "not_admitted")
  }

  @Test func whoIsDisabledAlreadyIsOffboarded() throws {
    try scene.edit(.user, li, ["active": "no"])
    try offboard(to: .user("wang.fang"))
    #expect(try liveReferences() == [])
  }
}
