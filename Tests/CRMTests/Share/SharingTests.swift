import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

/// Who may do what with customers that are shared, and until when.
@Suite struct SharingTests {
  let scene: PoolScene
  let customer: Int64
  let other: Int64

  init() throws {
    scene = try PoolScene()
    for login in ["li.wei", "wang.fang", "chen.jing", "boss"] { try scene.user(login) }
    customer = try scene.customer("华为", owner: "li.wei")
    other = try scene.customer("中兴", owner: "li.wei")
  }

  /// Whether the user may follow the customer up; tries it.
  private func mayFollow(_ customer: Int64, _ user: String) throws -> Bool {
    let exit = try scene.exit { try scene.followUp(customer, by: user) }
    #expect(exit == nil || exit == .denied)
    return exit == nil
  }

  @Test func othersCannotFollowUp() throws {
    #expect(try mayFollow(customer, "li.wei"))
    #expect(try mayFollow(customer, "admin"))
    let error = try scene.failure { try scene.followUp(customer, by: "wang.fang") }
    #expect(error.exit == .denied)
    #expect(error.code == "not_owner")
    #expect(error.details.map(\.value) == ["li.wei"])
    #expect(try scene.value("SELECT count(*) FROM activity") == 2)
  }

  @Test func anybodyFollowsUpWhatLiesInAPool() throws {
    #expect(try mayFollow(try scene.customer("公海客户"), "wang.fang"))
  }

  @Test func superiorsMayDoEverything() throws {
    try scene.edit(.user, try id("wang.fang"), ["manager": "boss"])
    try scene.edit(.user, try id("li.wei"), ["manager": "wang.fang"])
    for user in ["wang.fang", "boss"] {
      #expect(try mayFollow(customer, user))
      try scene.share(customer, with: "chen.jing", as: user)
      try scene.unshare(customer, with: "chen.jing", as: user)
    }
    try scene.transfer(customer, to: "boss", as: "boss")
    #expect(try mayFollow(customer, "li.wei") == false, "not those below")
  }

  private func id(_ login: String) throws -> Int64 {
    try #require(try scene.value("SELECT id FROM \"user\" WHERE login = \(login)"))
  }

  // MARK: Grants

  /// Sharing X with U changes nothing on Y.
  @Test func sharingOneChangesNothingOnAnother() throws {
    let before = try dump(other)
    try scene.share(customer, with: "wang.fang", as: "li.wei")
    #expect(try mayFollow(customer, "wang.fang"))
    #expect(try mayFollow(other, "wang.fang") == false)
    #expect(try mayFollow(customer, "chen.jing") == false)
    #expect(try dump(other) == before)
    try scene.store.expectSound()
  }

  private func dump(_ customer: Int64) throws -> String? {
    try scene.value(
      """
      SELECT json_array(owner, pool, held_since, updated_at,
        (SELECT count(*) FROM customer_share s WHERE s.customer = c.id))
      FROM customer c WHERE id = \(customer)
      """)
  }

  @Test func readersDoNotFollowUp() throws {
    try scene.share(customer, with: "wang.fang", .read)
    #expect(try mayFollow(customer, "wang.fang") == false)
    try scene.share(customer, with: "wang.fang", .edit)
    #expect(try mayFollow(customer, "wang.fang"))
    #expect(try scene.shares(of: customer) == ["wang.fang edit"])
    try scene.share(customer, with: "wang.fang", .read)
    #expect(try mayFollow(customer, "wang.fang") == false)
    try scene.store.expectSound()
  }

  /// A collaborator never deletes, transfers or shares on.
  @Test func collaboratorsOnlyFollowUp() throws {
    try scene.share(customer, with: "wang.fang", as: "li.wei")
    let session = scene.store.session(as: "wang.fang")
    let deeds: [() throws -> Void] = [
      {
        _ = try session.write { db in
          try RecordPresence(.customer, session: session, db: db).delete([customer])
        }
      },
      { try scene.transfer(customer, to: "wang.fang", as: "wang.fang") },
      { try scene.share(customer, with: "chen.jing", as: "wang.fang") },
      { try scene.unshare(customer, with: "wang.fang", as: "wang.fang") },
    ]
    for deed in deeds {
      let error = try scene.failure(deed)
      #expect(error.exit == .denied)
      #expect(error.code == "not_owner")
    }
    #expect(try scene.shares(of: customer) == ["wang.fang edit"])
    #expect(try scene.owner(of: customer) == "li.wei")
  }

  /// A grant that expired yesterday has no effect today, without a job.
  @Test func grantsEndByThemselves() throws {
    try scene.share(customer, with: "wang.fang", until: "2026-03-02")
    scene.now = "2026-03-02T15:59:59Z"
    #expect(try mayFollow(customer, "wang.fang"), "the last second of the day in Shanghai")
    scene.now = "2026-03-02T16:00:00Z"
    #expect(try mayFollow(customer, "wang.fang") == false)
    #expect(try active() == 0)
    try scene.share(customer, with: "wang.fang", until: "2026-03-03")
    #expect(try mayFollow(customer, "wang.fang"), "it can be shared again")
    #expect(try active() == 1)
  }

  private func active() throws -> Int {
    let session = scene.store.session()
    return try session.read { db in
      try RecordSelection([], filter: RecordFilter(conditions: ["active"]))
        .ids(of: .share, session: session, in: db).count
    }
  }

  @Test func aDayThatIsOverIsRefused() throws {
    let error = try scene.failure {
      try scene.share(customer, with: "wang.fang", until: "2026-02-28")
    }
    #expect(error.code == "E_PAST")
    try scene.share(customer, with: "wang.fang", until: "today")
    #expect(try mayFollow(customer, "wang.fang"))
  }

  @Test func theSameGrantAgainChangesNothing() throws {
    let session = scene.store.session()
    try scene.share(customer, with: "wang.fang", until: "2026-03-02")
    let written = try Sharing(session).share(
      ["\(customer)"], with: ["wang.fang"], access: .edit, until: "2026-03-02", cascades: false)
    #expect(written.operation.id == nil)
    #expect(written.value.customers == [])
  }

  @Test func ownersAndWhoLeftGetNoGrant() throws {
    #expect(try scene.failure { try scene.share(customer, with: "li.wei") }.code == "E_OWNER")
    try scene.edit(.user, try id("wang.fang"), ["active": "no"])
    #expect(try scene.failure { try scene.share(customer, with: "wang.fang") }.code == "E_INACTIVE")
    #expect(try scene.shares(of: customer) == [])
  }

  @Test func whatLiesInAPoolIsNotShared() throws {
    let pooled = try scene.customer("公海客户")
    #expect(try scene.failure { try scene.share(pooled, with: "wang.fang") }.code == "not_owned")
    #expect(
      try scene.exit { try scene.share(pooled, with: "wang.fang", as: "li.wei") } == .denied)
  }

  /// A file is no way around it; one of past years tells what was.
  @Test func filesBringFollowUpsOfOthersOnlyAsHistory() throws {
    let file = "customer,note,method\n公海客户,a,phone\n华为,b,phone\n"
    _ = try scene.customer("公海客户")
    let rows = #expect(throws: UserErrors.self) { try load(file, as: "wang.fang") }
    #expect(rows?.findings.map { $0.code } == ["not_owner"])
    #expect(rows?.findings.first?.location?.line == 3)
    #expect(try scene.value("SELECT count(*) FROM activity") == 0)
    try load(file, as: "wang.fang", isHistoric: true)
    #expect(try scene.value("SELECT count(*) FROM activity") == 2)
  }

  private func load(_ file: String, as user: String, isHistoric: Bool = false) throws {
    var options = ImportOptions(into: .activity)
    options.isHistoric = isHistoric
    _ = try FileImport(options, session: scene.store.session(as: user)).run(
      ImportInput(
        name: "calls.csv", source: MemorySource(file), dialect: CSVDialect(),
        size: Int64(file.utf8.count)))
  }

  @Test func undoTakesAGrantBack() throws {
    try scene.share(customer, with: "wang.fang", .read)
    try scene.share(customer, with: "wang.fang", .edit)
    try scene.undo()
    #expect(try scene.shares(of: customer) == ["wang.fang read"])
    try scene.undo()
    #expect(try scene.value("SELECT count(*) FROM customer_share") == 0)
    try scene.store.expectSound()
  }

  // MARK: Customers below

  @Test func aCascadeReachesTheCustomersBelow() throws {
    let child = try scene.add(
      .customer, ["name": "华为终端", "owner": "li.wei", "parent": "\(customer)"])
    let grandchild = try scene.add(
      .customer, ["name": "终端渠道", "owner": "li.wei", "parent": "\(child)"])
    try scene.share(customer, with: "wang.fang")
    #expect(try mayFollow(grandchild, "wang.fang") == false)
    try scene.share(child, with: "wang.fang", cascades: true)
    #expect(try mayFollow(grandchild, "wang.fang"))
    try scene.share(child, with: "chen.jing", .read, cascades: true)
    #expect(try mayFollow(grandchild, "chen.jing") == false)
    try scene.unshare(child, with: "wang.fang")
    #expect(try mayFollow(grandchild, "wang.fang") == false)
    try scene.share(grandchild, with: "boss", cascades: true)
    #expect(try mayFollow(child, "boss") == false, "not the customers above")
    try scene.store.expectSound()
  }

  @Test func theSectionOfACustomerShowsWhatHolds() throws {
    let child = try scene.add(
      .customer, ["name": "华为终端", "owner": "li.wei", "parent": "\(customer)"])
    try scene.share(customer, with: "wang.fang", .read, cascades: true)
    try scene.share(customer, with: "boss")
    try scene.share(child, with: "chen.jing", until: "2026-03-02")
    #expect(
      try section(child) == [
        "chen.jing edit 2026-03-02 -", "wang.fang read - customer/\(customer)",
      ])
    scene.now = "2026-03-03T01:00:00Z"
    #expect(try section(child) == ["wang.fang read - customer/\(customer)"])
  }

  private func section(_ customer: Int64) throws -> [String] {
    let session = scene.store.session()
    let entry = try session.read { try ShareSection(session: session, in: $0).entry(of: customer) }
    guard case .list(let items) = entry.value else { return [] }
    return items.map { item in
      guard case .object(let entries) = item else { return "" }
      return entries.map { entry in
        if case .text(let text) = entry.value { text } else { "-" }
      }.joined(separator: " ")
    }
  }

  // MARK: Changes of hands

  @Test func sharesEndAndTasksAreCancelledInAPool() throws {
    try scene.share(customer, with: "wang.fang")
    let own = try scene.task("own", of: customer, assignee: "li.wei")
    let foreign = try scene.task("foreign", of: customer, assignee: "wang.fang")
    let elsewhere = try scene.task("elsewhere", of: other, assignee: "li.wei")
    try scene.release(customer, as: "li.wei")
    #expect(try scene.shares(of: customer) == [])
    #expect(try scene.state(of: own) == "cancelled")
    #expect(try scene.state(of: foreign) == "open")
    #expect(try scene.state(of: elsewhere) == "open")
    try scene.store.expectSound()
    _ = try OperationUndo(scene.store.session(as: "li.wei")).undo(nil, isPartial: false)
    #expect(try scene.shares(of: customer) == ["wang.fang edit"])
    #expect(try scene.state(of: own) == "open")
    try scene.store.expectSound()
  }

  @Test func recyclingEndsSharesAndTasks() throws {
    try scene.rule(.noFollowUp, days: 10)
    try scene.share(customer, with: "wang.fang", .read)
    let task = try scene.task("own", of: customer, assignee: "li.wei")
    scene.now = "2026-03-20T01:00:00Z"
    try scene.followUp(other, by: "li.wei")
    #expect(try scene.recycle().value.rows.map(\.record) == [customer])
    #expect(try scene.shares(of: customer) == [])
    #expect(try scene.state(of: task) == "cancelled")
    try scene.store.expectSound()
  }

  /// A collaborator who becomes the owner needs no grant, and has none when the customer is gone again.
  @Test func theNewOwnersGrantEnds() throws {
    try scene.share(customer, with: "wang.fang")
    try scene.share(customer, with: "chen.jing")
    try scene.assign(customer, to: "wang.fang")
    #expect(try scene.shares(of: customer) == ["chen.jing edit"])
    try scene.assign(customer, to: "li.wei")
    #expect(try mayFollow(customer, "wang.fang") == false)
    try scene.store.expectSound()
  }

  /// For recycling: a collaborator's follow-up counts while the grant held.
  @Test func grantsAreKnownAtAnyTime() throws {
    try scene.share(customer, with: "wang.fang", until: "2026-03-05")
    scene.now = "2026-03-03T01:00:00Z"
    try scene.share(customer, with: "wang.fang", .read)
    scene.now = "2026-03-04T01:00:00Z"
    try scene.unshare(customer, with: "wang.fang")
    func held(_ at: String, _ access: ShareAccess) throws -> Bool {
      try scene.value(
        """
        SELECT \(ShareGrant.covers(
          customer: "\(customer)", user: "\(try id("wang.fang"))", at: "\(at)", access: access))
        """) == 1
    }
    #expect(try held("2026-03-01T00:59:59Z", .read) == false)
    #expect(try held("2026-03-01T01:00:00Z", .edit))
    #expect(try held("2026-03-03T00:59:59Z", .edit))
    #expect(try held("2026-03-03T01:00:00Z", .edit) == false)
    #expect(try held("2026-03-03T01:00:00Z", .read))
    #expect(try held("2026-03-04T01:00:00Z", .read) == false)
  }
}
