import CRM
import Catalogue
import Store
import Testing
import Values

/// What users are told, and how undo deals with it.
@Suite struct NotificationTests {
  let scene: AutomationScene
  let customer: Int64

  init() throws {
    scene = try AutomationScene()
    try scene.rule("new", on: "created", do: "notify @owner, user:li")
    customer = try scene.customer("Acme")
  }

  private func marker(_ user: String) throws -> Int {
    try scene.number(
      """
      SELECT ifnull(undone_by, 0) FROM notification n JOIN "user" u ON u.id = n."user" WHERE u.login = \(user)
      """)
  }

  @Test func everybodyReadsTheirOwn() throws {
    let theirs = try scene.number("SELECT max(id) FROM notification")
    let wang = scene.store.session(as: "wang")
    let error = #expect(throws: UserError.self) {
      _ = try NotificationReading(wang).markRead(["\(theirs)"])
    }
    #expect(error?.exit == .notFound)
    #expect(try NotificationReading(scene.store.session(as: "wang")).markRead(nil).value == [1])
    #expect(try NotificationReading(scene.store.session(as: "wang")).markRead(nil).value == [])
    #expect(try scene.inbox("wang") == [])
    #expect(try scene.inbox("li").count == 1)
  }

  /// Reading is no change that keeps anybody from taking back what was told.
  @Test func whatWasReadCanBeTakenBack() throws {
    _ = try NotificationReading(scene.store.session(as: "li")).markRead(nil)
    let creation = try scene.number(
      "SELECT operation FROM creation WHERE \"table\" = 'customer'")
    try scene.records.undo(Int64(creation))
    #expect(try scene.number("SELECT count(*) FROM customer") == 0)
    #expect(try scene.inbox("wang") == [])
    #expect(try marker("wang") > 0)
    #expect(try marker("li") > 0)
    try scene.store.expectSound()
  }

  @Test func redoTellsAgain() throws {
    try scene.records.undo()
    _ = try OperationUndo(scene.store.session()).redo(nil, isPartial: false)
    #expect(try scene.inbox("wang") == ["customer/\(customer) new"])
    #expect(try marker("wang") == 0)
    try scene.store.expectSound()
  }

  /// Who is told of something cannot be made never to have existed.
  @Test func laterNotificationsDoNotStandInTheWayOfEarlierOnes() throws {
    try scene.rule("changed", on: "updated", do: "notify @owner")
    try scene.records.edit("customer", customer, ["remark": "r"])
    let first = try scene.number(
      """
      SELECT o.id FROM operation o JOIN field_change c ON c.operation = o.id
      WHERE c."table" = 'customer' AND c.field = 'remark'
      """)
    try scene.records.edit("customer", customer, ["level": "A"])
    try scene.records.undo(Int64(first))
    #expect(try scene.inbox("wang").count == 2)
  }

  @Test func theInboxHasWhatIsDue() throws {
    try scene.records.edit("customer", customer, ["next_follow_up": "2026-02-28"])
    try scene.customer("Later", ["next_follow_up": "2026-03-02"])
    let rows = try inbox("wang")
    #expect(
      rows.filter { $0.hasPrefix("follow_up") } == [
        "follow_up|2026-02-28|customer/\(customer)|Acme"
      ])
    #expect(rows.first?.hasPrefix("follow_up") == true, "the oldest comes first")
    #expect(try inbox("admin") == [])
  }

  private func inbox(_ user: String) throws -> [String] {
    let session = scene.store.session(as: user)
    return try FeedText.rows(of: Inbox(session).feed(), in: session).map { row in
      row.split(separator: "|", omittingEmptySubsequences: false).prefix(4).joined(separator: "|")
    }
  }
}
