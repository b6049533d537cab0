import Store
import Testing
import Values

@testable import CRM

/// The way of leads through their status, and the follow-ups on the way.
@Suite struct LeadMoveTests {
  private let scene: LeadScene
  private let lead: Int64

  init() throws {
    scene = try LeadScene()
    lead = try scene.lead("周敏", ["mobile": "13900139020"])
  }

  private var status: String? { get throws { try scene.lead(lead, "status") } }

  @Test func theFirstFollowUpBeginsTheWork() throws {
    try scene.follow(lead)
    #expect(try status == "working")
    try scene.records.undo()
    #expect(try status == "new")
    try scene.move(.qualify, lead)
    try scene.follow(lead)
    #expect(try status == "qualified")
    #expect(try scene.fact("last_activity", of: .lead, lead) == "2026-03-01T01:00:00Z")
  }

  @Test func fileOfFollowUpsBeginsTheWork() throws {
    try scene.fixture.report(
      "lead,method,note\n周敏,phone,a\n周敏,phone,b\n", into: .activity)
    #expect(try status == "working")
    #expect(
      try scene.fixture.faults("lead,customer,method,note\n,,phone,a\n", into: .activity)
        == ["E_REQUIRED 2:-"])
  }

  @Test func verbsLeadOnAndBack() throws {
    try scene.move(.work, lead)
    #expect(try status == "working")
    try scene.move(.qualify, lead)
    try scene.move(.work, lead)
    #expect(try status == "working")
    try scene.move(.reopen, lead, expecting: .conflict)
  }

  @Test func disqualifiedForAReasonAndReopened() throws {
    try scene.move(.disqualify(.init(reason: "无预算", note: "明年")), lead)
    #expect(
      try scene.lead(lead, "status", "disqualify_reason", "disqualify_note")
        == "disqualified|no_budget|明年")
    try scene.move(.disqualify(.init(reason: "no_need")), lead)
    #expect(try scene.lead(lead, "disqualify_reason", "disqualify_note") == "no_need|")
    for step in [LeadMove.Step.work, .qualify] { try scene.move(step, lead, expecting: .no) }
    try scene.store.expectSound()
    try scene.move(.reopen, lead)
    #expect(try scene.lead(lead, "status", "disqualify_reason") == "new|")
    try scene.follow(lead)
    try scene.move(.disqualify(.init(reason: "no_need")), lead)
    try scene.move(.reopen, lead)
    #expect(try status == "working")
  }

  @Test func aReasonIsOneOfTheList() throws {
    try scene.move(.disqualify(.init(reason: "whim")), lead, expecting: .notFound)
    try scene.move(.disqualify(.init(reason: "other")), lead, expecting: .usage)
    #expect(try status == "new")
    try scene.move(.disqualify(.init(reason: "other", note: "x")), lead)
    #expect(try status == "disqualified")
  }

  @Test func allMoveOrNone() throws {
    let other = try scene.lead("郑凯")
    try scene.move(.disqualify(.init(reason: "no_need")), other)
    try scene.move(.qualify, lead, other, expecting: .no)
    #expect(try status == "new")
  }

  @Test func nothingElseChangesTheStatus() throws {
    try scene.records.edit("lead", lead, ["status": "qualified"], expecting: .usage)
    try scene.records.edit("lead", lead, ["disqualify_reason": "no_need"], expecting: .usage)
    try scene.records.add(
      "rule",
      [
        "name": "r", "kind": "automation", "noun": "lead", "on": "created",
        "do": "set status = qualified",
      ], expecting: .usage)
    try scene.records.add(
      "rule",
      [
        "name": "r", "kind": "classification", "noun": "lead", "field": "status",
        "value": "qualified",
      ], expecting: .usage)
    try scene.fixture.report("name,external_id\nA,X\n", into: .lead)
    try scene.fixture.report("name,external_id,status\nA,X,qualified\n", into: .lead) {
      $0.onDuplicate = .update
    }
    #expect(try scene.fixture.rows("SELECT status FROM lead") == ["new", "new"])
    #expect(
      scene.store.notes.last
        == "status of existing leads stays as it is; 'crm lead work' changes it")
  }

  @Test func theInboxTellsOfOpenLeadsThatAreDue() throws {
    try scene.records.edit("lead", lead, ["next_follow_up": "2026-02-27"])
    func inbox() throws -> [String] {
      let session = scene.store.session(as: "wang")
      return try FeedText.rows(of: Inbox(session).feed(), in: session)
    }
    #expect(try inbox() == ["follow_up|2026-02-27|lead/\(lead)|周敏||"])
    try scene.move(.disqualify(.init(reason: "no_need")), lead)
    #expect(try inbox() == [])
  }

  @Test func onLeadsOrOnCustomersButNotBoth() throws {
    try scene.records.add("customer", ["name": "Acme"])
    let values = ["lead": "\(lead)", "method": "phone", "note": "x"]
    try scene.records.add(
      "activity", values.merging(["customer": "Acme"]) { a, _ in a }, expecting: .usage)
    try scene.records.add("activity", ["method": "phone", "note": "x"], expecting: .usage)
    #expect(try scene.fixture.count("activity") == "0")
  }

  @Test func followUpsGoAndComeWithTheirLead() throws {
    let activity = try scene.follow(lead)
    try scene.records.delete("lead", lead)
    #expect(
      try scene.fixture.rows("SELECT deleted_at IS NULL FROM activity WHERE id = \(activity)")
        == ["0"])
    try scene.records.restore("lead", lead)
    #expect(
      try scene.fixture.rows("SELECT deleted_at IS NULL FROM activity WHERE id = \(activity)")
        == ["1"])
    #expect(
      try scene.fixture.rows("SELECT id, customer, lead_id, lead FROM v_activity")
        == ["\(activity)||\(lead)|周敏"])
  }
}
