import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Where leads and customers are about the same, it is pointed out and never refused.
@Suite struct LeadMatchTests {
  private let scene: LeadScene

  init() throws {
    scene = try LeadScene()
    try scene.records.add("customer", ["name": "光明制药", "phone": "13900139020"])
    try scene.records.add(
      "contact", ["customer": "光明制药", "name": "李娜", "phone": "13900139021 010-88889999"])
  }

  private func notes(of name: String, _ values: [String: String]) throws -> [String] {
    try scene.notes { try scene.lead(name, values) }
  }

  @Test func leadsMeetCustomersAndTheirContacts() throws {
    let known = "customer/1 '光明制药' (owner admin)"
    #expect(
      try notes(of: "A", ["company": "光明 制药"])
        == ["warning: lead/1 'A' is from the company of \(known)"])
    #expect(
      try notes(of: "B", ["phone": "139-0013-9020"])
        == ["warning: lead/2 'B' has a number of \(known)"])
    #expect(
      try notes(of: "C", ["phone": "0755-1234567", "mobile": "13900139029;01088889999"])
        == ["warning: lead/3 'C' has a number of \(known)"])
    #expect(try notes(of: "D", ["mobile": "13900139088", "company": "Other"]) == [])
    try scene.records.delete("customer", 1)
    #expect(try notes(of: "E", ["mobile": "13900139021"]) == [])
  }

  @Test func leadsMeetOpenLeads() throws {
    let first = try scene.lead("A", ["company": "Acme", "mobile": "13700137000 13700137001"])
    #expect(
      try notes(of: "B", ["phone": "13700137001"])
        == ["warning: lead/2 'B' has a number of lead/1 'A' (owner wang)"])
    try scene.move(.disqualify(.init(reason: "no_need")), first)
    #expect(try notes(of: "C", ["company": "acme"]) == [])
  }

  @Test func whatIsEditedIsCompared() throws {
    try scene.lead("A", ["company": "Acme"])
    let lead = try scene.lead("B", ["mobile": "13900139020"])
    #expect(try scene.notes { try scene.records.edit("lead", lead, ["remark": "x"]) } == [])
    #expect(
      try scene.notes { try scene.records.edit("lead", lead, ["company": "ACME"]) }
        == ["warning: lead/2 'B' is from the company of lead/1 'A' (owner wang)"])
  }

  @Test func customersMeetOpenLeads() throws {
    try scene.lead("A", ["company": "Acme", "mobile": "13700137000"])
    #expect(
      try scene.notes { try scene.records.add("customer", ["name": "ACME"]) }
        == ["warning: customer/2 'ACME' is the company of lead/1 'A' (owner wang)"])
    #expect(
      try scene.notes {
        try scene.records.add("customer", ["name": "Other", "phone": "13700137000"])
      } == ["warning: customer/3 'Other' has a number of lead/1 'A' (owner wang)"])
    #expect(
      try scene.notes {
        try scene.records.add(
          "contact", ["customer": "ACME", "name": "X", "phone": "13700137000"])
      } == [
        "warning: customer/2, with the number of 'X', has the same phone as customer/3 'Other' "
          + "(owner admin)", "warning: contact/2 'X' has a number of lead/1 'A' (owner wang)",
      ])
  }

  /// Of what somebody does not see only the beginning of the name is told, and whose it is.
  @Test func whatOneDoesNotSeeIsMasked() throws {
    try scene.records.add("pool", ["name": "华东", "member": "li"])
    try scene.records.add("customer", ["name": "Acme", "phone": "13700137000", "pool": "华东"])
    let name = try #require(Noun.lead.field("name"))
    let mobile = try #require(Noun.lead.field("mobile"))
    for (login, known) in [("li", "customer/2 'Acme'"), ("wang", "'A***'")] {
      let session = scene.store.session(as: login)
      let notes = try scene.notes {
        _ = try session.write(isDryRun: true) { db in
          try RecordAddition(.lead, session: session, db: db)
            .add([(name, "B"), (mobile, "13700137000")])
        }
      }
      #expect(notes == ["warning: lead/1 'B' has a number of \(known) (pool 华东)"])
    }
  }

  @Test func aFileMeetsItselfAndTheStore() throws {
    let rows = (2...6).map { "P\($0),Acme,1370013700\($0)\n" }.joined()
    let notes = try scene.notes {
      let report = try scene.fixture.report(
        "name,company,mobile\nP0,光明制药,\nP1,Acme,\n" + rows, into: .lead)
      #expect(report.created == 7)
    }
    #expect(
      notes.filter { $0.hasPrefix("warning") } == [
        "warning: line 2: lead/1 'P0' is from the company of customer/1 '光明制药' (owner admin)",
        "warning: line 4: lead/3 'P2' is from the company of lead/2 'P1' (pool leads)",
        "warning: line 5: lead/4 'P3' is from the company of lead/2 'P1' (pool leads)",
        "warning: 3 more leads have a company or number that is known",
      ])
  }
}
