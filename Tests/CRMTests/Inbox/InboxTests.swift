import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

/// What waits for people, by the days of the store's zone.
@Suite struct InboxTests {
  private func rows(_ scene: PoolScene, _ user: String, limit: Int? = nil) throws -> [String] {
    let session = scene.store.session(as: user)
    return try FeedText.rows(of: Inbox(session).feed(limit: limit), in: session).map { row in
      row.split(separator: "|", omittingEmptySubsequences: false).prefix(5).joined(separator: "|")
    }
  }

  @Test func tasksWaitFromTheirDayOn() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let customer = try scene.customer("华为", owner: "li.wei")
    let due = try scene.task("报价", of: customer, assignee: "li.wei", due: "2026-03-02")
    let late = try scene.task("call", assignee: "li.wei", due: "2026-02-27")
    try scene.task("some day", assignee: "li.wei")
    try scene.task("foreign", of: customer, assignee: "admin", due: "2026-02-27")
    try scene.edit(.customer, customer, ["next_follow_up": "2026-02-28"])
    let early = [
      "task|2026-02-27|task/\(late)|call|", "follow_up|2026-02-28|customer/\(customer)|华为|",
    ]
    scene.now = "2026-03-01T15:59:59Z"
    #expect(try rows(scene, "li.wei") == early)
    scene.now = "2026-03-01T16:00:00Z"
    #expect(try rows(scene, "li.wei") == early + ["task|2026-03-02|task/\(due)|报价|华为"])
    #expect(try rows(scene, "li.wei", limit: 1) == Array(early.prefix(1)))
    _ = try TaskMove(scene.store.session()).move(["\(late)"], to: .done)
    try scene.delete(.task, due)
    #expect(try rows(scene, "li.wei") == [early[1]])
  }

  /// A warning comes up on its day, and again with the next one; those of others are not one's own.
  @Test func customersAboutToFall() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.rule(.noFollowUp, days: 30) { $0.warnings = "7,3" }
    let customer = try scene.customer("华为", owner: "li.wei")
    _ = try scene.customer("中兴", owner: "admin")
    for (now, wanted) in [
      ("2026-03-24", []), ("2026-03-25", ["2026-03-25"]), ("2026-03-28", ["2026-03-25"]),
      ("2026-03-29", ["2026-03-29"]), ("2026-04-01", ["2026-03-29"]),
    ] {
      scene.now = "\(now)T01:00:00Z"
      #expect(
        try rows(scene, "li.wei")
          == wanted.map {
            "falling|\($0)|customer/\(customer)|华为|2026-04-01, no_follow_up 30"
          }, "\(now)")
    }
    _ = try RecycleHolding(scene.store.session()).hold(["\(customer)"], .lock, until: nil)
    #expect(try rows(scene, "li.wei") == [])
  }

  /// Instants are sorted among days by the day that they are in the zone: at 01:00 UTC it is still the
  /// day before in New York.
  @Test(arguments: [
    ("America/New_York", ["notification|2026-02-28", "task|2026-03-01"]),
    ("Asia/Shanghai", ["notification|2026-03-01", "task|2026-03-01"]),
  ])
  func daysAreThoseOfTheStore(zone: String, wanted: [String]) throws {
    let scene = try PoolScene(now: "2026-03-01T01:00:00Z", zone: zone)
    try scene.user("li.wei")
    try RuleScene(scene.store).add(
      "rule",
      [
        "name": "r", "kind": "automation", "noun": "customer", "on": "created",
        "do": "notify user:li.wei",
      ])
    _ = try scene.customer("华为", owner: "li.wei")
    scene.now = "2026-03-01T12:00:00Z"
    try scene.task("call", assignee: "li.wei", due: "2026-03-01")
    let days = try rows(scene, "li.wei").map { row in
      row.split(separator: "|").prefix(2).joined(separator: "|")
    }
    #expect(days == wanted)
  }

  // MARK: Mail

  private func mail(_ scene: PoolScene, as user: String, in language: Language = .english)
    throws -> MailMessage?
  {
    var invocation = scene.store.invocation(as: user)
    invocation.language = language
    return try InboxMail(Session(invocation) { _ in }).message()
  }

  @Test func mailTellsWhatWaits() throws {
    let scene = try PoolScene()
    try scene.add(
      .user, ["name": "李伟", "login": "li.wei", "role": "sales", "email": "li.wei@example.com"])
    #expect(try mail(scene, as: "li.wei") == nil)
    let customer = try scene.customer("华为", owner: "li.wei")
    let task = try scene.task("寄出\n报价", of: customer, assignee: "li.wei", due: "2026-02-27")
    let message = try #require(try mail(scene, as: "li.wei"))
    #expect(message.name == "李伟")
    #expect(message.address == "li.wei@example.com")
    #expect(message.subject == "CRM inbox: 1 thing waits for you")
    #expect(message.body.hasPrefix("2026-02-27  Task  task/\(task)  寄出 报价 (华为)\n"))
    let chinese = try #require(try mail(scene, as: "li.wei", in: .chinese))
    #expect(chinese.subject == "CRM 待处理事项：1 项")
    #expect(chinese.body.hasPrefix("2026-02-27  待办  task/\(task)  寄出 报价 (华为)\n"))
  }

  @Test func aMailIsNotEndless() throws {
    let scene = try PoolScene()
    try scene.add(
      .user, ["name": "Li", "login": "li.wei", "role": "sales", "email": "li.wei@example.com"])
    for number in 1...203 {
      try scene.task("task \(number)", assignee: "li.wei", due: "2026-02-27")
    }
    let message = try #require(try mail(scene, as: "li.wei"))
    #expect(message.subject == "CRM inbox: 203 things wait for you")
    #expect(message.body.contains("\n… and 3 more\n"))
  }

  @Test(arguments: [nil, "li.wei", "a@b, c@d", "a@b\nBcc: x@y", "李@example.com"])
  func withoutAnAddressThereIsNoMail(address: String?) throws {
    let scene = try PoolScene()
    let user = try scene.user("li.wei")
    _ = try scene.store.session().write { db in
      try db.update("user", where: "id = \(user)", set: [("email", "\(address)")])
    }
    try scene.task("call", assignee: "li.wei", due: "2026-02-27")
    let error = #expect(throws: UserError.self) { try mail(scene, as: "li.wei") }
    #expect(error?.code == "E_EMAIL")
  }
}
