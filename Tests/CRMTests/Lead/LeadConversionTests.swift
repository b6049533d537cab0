import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// What becomes of a lead, in one operation, once.
@Suite struct LeadConversionTests {
  private let scene: LeadScene

  init() throws {
    scene = try LeadScene()
  }

  @discardableResult
  private func add(_ values: [String: String] = [:]) throws -> Int64 {
    try scene.lead(
      "周敏",
      [
        "company": "光明制药", "phone": "010-88889999", "mobile": "13900139020",
        "email": "zhou@example.com", "wechat": "zm", "department": "采购", "position": "经理",
        "source": "展会", "industry": "医疗", "region": "华东", "address": "人民路1号", "remark": "热",
        "next_follow_up": "2026-03-09",
      ].merging(values) { $1 })
  }

  @Test func companyBecomesAnEnterpriseWithAContact() throws {
    let lead = try add()
    #expect(try scene.convert(lead) == "customer/1 contact/1")
    #expect(
      try scene.fixture.rows(
        """
        SELECT type, c.name, phone_key, c.email, source, industry, region, address, remark,
          next_follow_up, u.login, origin, c.status
        FROM customer c JOIN "user" u ON u.id = c.owner
        """) == [
          "enterprise|光明制药|01088889999||exhibition|medical|east|人民路1号|热|2026-03-09|wang|create|pending"
        ])
    #expect(
      try scene.fixture.rows(
        """
        SELECT customer, name, phone_key, email, wechat, department, position, "primary"
        FROM contact
        """) == ["1|周敏|13900139020 01088889999|zhou@example.com|zm|采购|经理|1"])
    #expect(
      try scene.lead(
        lead, "status", "converted_at", "converted_customer", "converted_contact",
        "converted_opportunity", "name", "owner") == "converted|2026-03-01T01:00:00Z|1|1||周敏|2")
    #expect(scene.store.notes == [])
    try scene.store.expectSound()
  }

  @Test func personWithoutCompanyBecomesAnIndividual() throws {
    let lead = try add(["company": ""])
    try scene.convert(lead) { $0.owner = "li" }
    #expect(
      try scene.fixture.rows(
        """
        SELECT type, c.name, phone_key, email_key, wechat, u.login
        FROM customer c JOIN "user" u ON u.id = c.owner
        """) == ["individual|周敏|13900139020 01088889999|zhou@example.com|zm|li"])
  }

  @Test func opportunityComesWithIt() throws {
    let lead = try add()
    try scene.records.add("product", ["name": "Press", "list_price": "1000"])
    let made = try scene.convert(lead) {
      $0.opportunity = .init(
        try scene.values("opportunity", ["name": "首批", "expected_close": "2026-05-01"]),
        products: ["Press"])
    }
    #expect(made == "customer/1 contact/1 opportunity/1")
    #expect(
      try scene.fixture.rows(
        "SELECT name, customer, amount, source, owner, expected_close FROM opportunity")
        == ["首批|1|100000|exhibition|2|2026-05-01"])
    #expect(try scene.lead(lead, "converted_opportunity") == "1")
    try scene.store.expectSound()
  }

  @Test func aCustomerThatExistsRefusesIt() throws {
    try scene.records.add("customer", ["name": "光明制药"])
    let lead = try add()
    let error = #expect(throws: UserError.self) {
      try LeadConversion(scene.store.session()).run("\(lead)")
    }
    #expect(error?.exit == .duplicate)
    #expect(
      error?.hints == [
        "crm lead convert \(lead) --into customer/1 adds the person to that customer"
      ])
    #expect(try scene.lead(lead, "status") == "new")
    #expect(try scene.fixture.count("contact") == "0")

    #expect(try scene.convert(lead) { $0.into = "光明制药" } == "customer/1 contact/1")
    #expect(try scene.fixture.count("customer") == "1")
    #expect(try scene.lead(lead, "converted_customer") == "1")
  }

  @Test func aPersonThatTheCustomerHasIsNotMadeAgain() throws {
    try scene.records.add("customer", ["name": "光明制药"])
    try scene.records.add(
      "contact", ["customer": "光明制药", "name": "周 敏", "phone": "13900139020"])
    let lead = try add()
    #expect(try scene.convert(lead) { $0.into = "1" } == "customer/1 contact/1")
    #expect(scene.store.notes.last == "contact/1 '周 敏' is there already")
    #expect(
      try scene.fixture.rows("SELECT name, phone, email, email_key, position FROM contact")
        == ["周 敏|13900139020|zhou@example.com|zhou@example.com|经理"])
    try scene.store.expectSound()
  }

  @Test func whatIsNoLongerOfferedIsTakenOver() throws {
    let lead = try add()
    try scene.records.edit("dict", try option("customer.source.exhibition"), ["active": "no"])
    try scene.convert(lead)
    #expect(try scene.records.customer(1, "source") == "exhibition")
  }

  private func option(_ name: String) throws -> Int64 {
    let ids = try scene.fixture.rows("SELECT id FROM dictionary_entry WHERE name = \(name)")
    return try #require(ids.first.flatMap(Int64.init))
  }

  @Test func followUpsCountForTheCustomer() throws {
    let lead = try add()
    let activity = try scene.follow(lead)
    let deleted = try scene.follow(lead)
    try scene.records.delete("activity", deleted)
    try scene.convert(lead)
    #expect(
      try scene.fixture.rows("SELECT customer, lead FROM activity ORDER BY id")
        == ["1|\(lead)", "1|\(lead)"])
    #expect(try scene.fact("last_activity", of: .customer, 1) == "2026-03-01T01:00:00Z")
    for noun in [Noun.lead, .customer] {
      let timeline = try RecordTimeline(noun, id: 1, session: scene.store.session()).feed()
      let rows = try FeedText.rows(of: timeline, in: scene.store.session())
      #expect(rows.filter { $0.contains("follow-up") }.count == 1, "\(noun.name)")
    }
    #expect(activity == 1)
    try scene.store.expectSound()
  }

  @Test func followUpsGoWithTheCustomerAndComeBack() throws {
    let lead = try add()
    try scene.follow(lead)
    try scene.convert(lead)
    try scene.records.delete("customer", 1)
    #expect(try scene.fact("last_activity", of: .lead, lead) == "")
    try scene.records.add(
      "activity", ["lead": "\(lead)", "method": "phone", "note": "late"], expecting: .conflict)
    try scene.store.expectSound()
    try scene.records.restore("customer", 1)
    #expect(try scene.fact("last_activity", of: .lead, lead) == "2026-03-01T01:00:00Z")
    try scene.follow(lead)
    #expect(try scene.fixture.rows("SELECT customer, lead FROM activity WHERE id = 2") == ["1|1"])
    try scene.store.expectSound()
  }

  @Test func aSecondConversionFails() throws {
    let lead = try add()
    try scene.convert(lead)
    try scene.convert(lead, expecting: .conflict)
    try scene.convert(lead, expecting: .conflict) { $0.into = "1" }
    #expect(try scene.fixture.count("customer") == "1")
  }

  @Test func convertedLeadsStayAsTheyAre() throws {
    let lead = try add()
    let other = try scene.lead("郑凯")
    try scene.records.add("tag", ["name": "VIP"])
    try scene.convert(lead)
    try scene.records.edit("lead", lead, ["remark": "x"], expecting: .conflict)
    try scene.records.edit("lead", lead, ["tag": "VIP"], expecting: .conflict)
    try scene.records.delete("lead", lead, expecting: .conflict)
    for step in [LeadMove.Step.work, .qualify, .reopen, .disqualify(.init(reason: "no_need"))] {
      try scene.move(step, lead, other, expecting: .conflict)
    }
    // What becomes of an option that the lead has is no edit.
    let session = scene.store.session()
    let entry = try option("customer.source.exhibition")
    let replaced = try session.write { db in
      try DictUse(session: session, db: db).replace([entry], with: "website", in: db)
    }.value
    #expect(replaced == 2)
    #expect(try scene.lead(lead, "source", "remark") == "website|热")
  }

  @Test func aFileDoesNotChangeConvertedLeads() throws {
    try scene.fixture.report("name,external_id\nX,X1\n", into: .lead)
    try scene.fixture.report("name,external_id\nAcme,A1\n")
    _ = try scene.store.session().write { db in
      try db.update(
        "lead", where: "id = 1",
        set: [
          ("status", "'converted'"), ("converted_customer", "1"),
          ("converted_at", "\(db.request.at)"),
        ])
    }
    let update = "name,external_id,remark\nX,X1,changed\n"
    #expect(
      try scene.fixture.faults(update, into: .lead) { $0.onDuplicate = .update }
        == ["E_CONVERTED -:-"])
    let same = try scene.fixture.report("external_id,name\nX1,X\n", into: .lead) {
      $0.onDuplicate = .update
    }
    #expect(same.updated == 0)
  }

  @Test func disqualifiedOnesAreReopenedFirst() throws {
    let lead = try add()
    try scene.move(.disqualify(.init(reason: "no_need")), lead)
    try scene.convert(lead, expecting: .no)
    try scene.move(.reopen, lead)
    #expect(try scene.convert(lead) == "customer/1 contact/1")
  }

  @Test func whatLiesInAPoolIsTakenFirst() throws {
    let lead = try scene.lead("周敏", ["pool": "leads"])
    try scene.convert(lead, expecting: .conflict)
    #expect(try scene.fixture.count("customer") == "0")
  }

  @Test func customFieldsOfTheSameKeyAreFilled() throws {
    for noun in ["lead", "customer"] {
      for (key, type) in [
        ("budget", "money"), ("signed", "date"), ("size", "select"), ("wants", "multiselect"),
      ] {
        try scene.records.add("field", ["noun": noun, "key": key, "type": type])
      }
      for (list, key) in [("size", "big"), ("wants", "a"), ("wants", "b")] {
        try scene.records.add("dict", ["dictionary": "\(noun).\(list)", "key": key])
      }
    }
    try scene.records.add("field", ["noun": "lead", "key": "place", "type": "text"])
    try scene.records.add("field", ["noun": "contact", "key": "place", "type": "text"])
    try scene.records.add("field", ["noun": "lead", "key": "odd", "type": "text"])
    try scene.records.add("field", ["noun": "customer", "key": "odd", "type": "integer"])
    let lead = try add([
      "budget": "12.50", "signed": "2026-02-01", "size": "big", "wants": "a,b", "place": "会场",
      "odd": "x",
    ])
    try scene.convert(lead)
    #expect(
      try scene.fixture.rows("SELECT budget, signed, size, wants, odd FROM v_customer")
        == ["1250|2026-02-01|big|a,b|"])
    #expect(try scene.fixture.rows("SELECT place FROM v_contact") == ["会场"])
    #expect(
      scene.store.notes.last
        == "odd of lead/1 is not taken over: it is of another type than that of a customer")
  }

  @Test func requiredFieldsAreAskedFor() throws {
    try scene.records.add("form", ["noun": "customer", "items": "name level", "required": "level"])
    let lead = try add()
    let error = #expect(throws: UserError.self) {
      try LeadConversion(scene.store.session()).run("\(lead)")
    }
    #expect(error?.code == "E_REQUIRED")
    #expect(error?.hints == ["--customer 'FIELD=VALUE,…' gives what the lead does not have"])
    try scene.convert(lead) {
      $0.customer = try scene.values("customer", ["level": "A", "source": "官网"])
      $0.contact = try scene.values("contact", ["decision_maker": "yes"])
    }
    #expect(try scene.fixture.rows("SELECT level, source FROM customer") == ["A|website"])
    #expect(try scene.fixture.rows("SELECT decision_maker FROM contact") == ["1"])
  }

  @Test func tagsGoAlong() throws {
    try scene.records.add("tag", ["name": "VIP"])
    let lead = try add(["tag": "VIP"])
    try scene.convert(lead)
    #expect(try scene.fixture.rows("SELECT customer, tag FROM customer_tag") == ["1|1"])
    #expect(try scene.fixture.rows("SELECT lead, tag FROM lead_tag") == ["\(lead)|1"])
  }

  @Test func undoTakesBackEverything() throws {
    try scene.fixture.report("name,points\nbudget,20\n", into: .behavior)
    try scene.records.add("tag", ["name": "VIP"])
    let lead = try add(["tag": "VIP"])
    try scene.follow(lead, behavior: "budget")
    let before = try state()
    try scene.convert(lead) {
      $0.opportunity = .init(try scene.values("opportunity", ["name": "首批", "amount": "10"]))
    }
    let after = try state()
    try scene.records.undo()
    #expect(try state() == before)
    try scene.store.expectSound()
    _ = try OperationUndo(scene.store.session()).redo(nil, isPartial: false)
    #expect(try state() == after)
    try scene.store.expectSound()
    // What has come to the customer since keeps it.
    let conversion = try #require(
      Int64(
        try scene.fixture.rows("SELECT min(operation) FROM creation WHERE \"table\" = 'contact'")[0]
      ))
    try scene.records.add("contact", ["customer": "1", "name": "新人"])
    #expect(throws: UserError.self) { try scene.records.undo(conversion) }
    #expect(try scene.lead(lead, "status") == "converted")
    let kept = try OperationUndo(scene.store.session()).undo(conversion, isPartial: true).value.kept
    #expect(kept.first?.reason == "is used by contact/2")
    #expect(try scene.lead(lead, "status", "converted_customer") == "working|")
    try scene.store.expectSound()
  }

  /// All that a conversion touches.
  private func state() throws -> [String] {
    try [
      "SELECT * FROM lead", "SELECT * FROM customer", "SELECT * FROM contact",
      "SELECT * FROM opportunity", "SELECT * FROM activity", "SELECT * FROM behavior_event",
      "SELECT * FROM customer_tag", "SELECT * FROM phone_number",
    ].flatMap { try scene.fixture.rows(SQL(text: $0)) }
  }

  @Test func rulesActOnLeadsAsOnEverything() throws {
    try scene.records.add(
      "rule",
      [
        "name": "told", "kind": "automation", "noun": "lead", "on": "updated",
        "when": "status = converted and old.status != converted", "do": "notify @owner '成了'",
      ])
    try scene.records.add(
      "rule",
      [
        "name": "company", "kind": "validation", "noun": "lead",
        "when": "status = qualified and company is missing", "error": "no company",
      ])
    let lead = try add()
    let alone = try scene.lead("郑凯")
    try scene.move(.qualify, alone, expecting: .no)
    try scene.move(.qualify, lead)
    try scene.convert(lead)
    #expect(
      try scene.fixture.rows(
        """
        SELECT u.login, n.noun, n.record, n.text FROM notification n
        JOIN "user" u ON u.id = n."user"
        """) == ["wang|lead|\(lead)|成了"])
  }
}
