import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// A customer's numbers are its own and those of its contacts, whichever way they come in.
@Suite struct ContactNumberTests {
  private let fixture: ImportFixture
  private var store: TestStore { fixture.store }
  private var scene: RuleScene { RuleScene(store) }

  init() throws {
    fixture = try ImportFixture()
    try person("张伟", ["phone": "13911112222"])
  }

  @discardableResult
  private func person(
    _ name: String, _ values: [String: String] = [:], expecting exit: ExitCode? = nil
  ) throws -> Int64 {
    let values = ["name": name, "type": "individual"].merging(values) { $1 }
    return try scene.add("customer", values, expecting: exit)
  }

  /// What `customer add NAME --type individual --contact name=x,phone=…` says.
  private func add(_ name: String, contacts phones: [String], reason: String? = nil) throws {
    let session = store.session()
    let fields = try ["name", "type"].map { try #require(Noun.customer.field($0)) }
    let contactName = try #require(Noun.contact.field("name"))
    let number = try #require(Noun.contact.field("phone"))
    let people: [CustomerAddition.Texts] = phones.map { phone in
      [(field: contactName, text: "x"), (field: number, text: phone)]
    }
    var checks = EntryChecks()
    checks.allowedDuplicates = reason
    let addition = CustomerAddition(session: session, checks: checks)
    _ = try session.write { db in
      try addition.add(
        [(field: fields[0], text: name), (field: fields[1], text: "individual")],
        contacts: people, in: db)
    }
  }

  private func refusal(_ body: () throws -> Void) -> UserError? {
    do {
      try body()
      return nil
    } catch {
      return error as? UserError
    }
  }

  @Test func contactsAreComparedWithTheirCustomer() throws {
    let error = refusal { try add("张伟", contacts: ["010-12345", "139 1111 2222"]) }
    #expect(
      error?.message == "customer '张伟' is a duplicate by name and phone of customer/1 '张伟' "
        + "(owner admin)")
    #expect(try fixture.count("customer") == "1")
    try add("张伟", contacts: ["13900000001"])
    // Two contacts with one number are as good.
    #expect(refusal { try add("张伟", contacts: ["13900000001"]) }?.exit == .duplicate)
    try add("李娜", contacts: ["13900000001"])
    #expect(store.notes.contains { $0.contains("'李娜' has the same phone as customer/2") })
    try add("张伟", contacts: ["13911112222"], reason: "father and son")
    #expect(
      try fixture.rows("SELECT customer, other FROM duplicate_exception") == ["4|1"])
    // It was compared once, and both are two now.
    try scene.edit("contact", 3, ["phone": "13911112222", "position": "CEO"])
    try store.expectSound()
  }

  @Test func laterContactsAreCompared() throws {
    let second = try person("张伟")
    let third = try person("李娜")
    let phone = ["name": "秘书", "phone": "010-12345 / 13911112222"]
    let refused = phone.merging(["customer": "\(second)"]) { $1 }
    try scene.add("contact", refused, expecting: .duplicate)
    try scene.add("contact", phone.merging(["customer": "\(third)"]) { $1 })
    #expect(
      store.notes.last == "warning: customer/3, with the number of '秘书', has the same phone as "
        + "customer/1 '张伟' (owner admin)")
    let contact = try scene.add(
      "contact", ["name": "秘书", "customer": "\(second)", "phone": "13900000001"])
    try scene.edit("contact", contact, ["phone": "13911112222"], expecting: .duplicate)
    try scene.edit("contact", contact, ["phone": "13900000002"])
    // One that is deleted counts no more, and is compared when it comes back.
    try scene.delete("contact", contact)
    try person("张伟", ["phone": "13900000002"])
    #expect(refusal { try scene.restore("contact", contact) }?.exit == .duplicate)
  }

  /// What is said of customers can be said where a contact makes them equal, too.
  @Test func contactsAreLetInForAReason() throws {
    var checks = EntryChecks()
    checks.allowedDuplicates = "brothers"
    func exceptions() throws -> [String] {
      try fixture.rows(
        "SELECT customer, other, rule, reason FROM duplicate_exception ORDER BY id")
    }
    let added = try person("张伟")
    let shared = ["name": "秘书", "phone": "13911112222"]
    let contact = try scene.add(
      "contact", shared.merging(["customer": "\(added)"]) { $1 }, checks: checks)
    #expect(try exceptions() == ["\(added)|1|name and phone|brothers"])
    #expect(
      store.notes.contains {
        $0.hasPrefix("warning: customer/\(added), with the number of '秘书', has the same")
      })
    // Nobody asks again, and undo takes the word back with the contact.
    try scene.edit("contact", contact, ["phone": "13911112222 / 13900000001"])
    try scene.undo()
    try scene.undo()
    #expect(try exceptions() == [])
    let edited = try scene.add(
      "contact", ["name": "秘书", "customer": "\(added)", "phone": "13900000001"])
    try scene.edit("contact", edited, ["phone": "13911112222"], expecting: .duplicate)
    try scene.edit("contact", edited, ["phone": "13911112222"], checks: checks)
    #expect(try exceptions() == ["\(added)|1|name and phone|brothers"])
    let third = try person("张伟")
    let gone = try scene.add(
      "contact", ["name": "秘书", "customer": "\(third)", "phone": "13900000002"])
    try scene.delete("contact", gone)
    let last = try person("张伟", ["phone": "13900000002"])
    #expect(refusal { try scene.restore("contact", gone) }?.exit == .duplicate)
    try scene.restore("contact", gone, checks: checks)
    #expect(try exceptions().last == "\(third)|\(last)|name and phone|brothers")
    let csv = "customer,name,phone\ncustomer/\(third),A,13911112222\n"
    #expect(try fixture.faults(csv, into: .contact) == ["E_DUPLICATE 2:-"])
    #expect(try fixture.report(csv, into: .contact) { $0.checks = checks }.created == 1)
    #expect(try exceptions().contains("\(third)|1|name and phone|brothers"))
    try store.expectSound()
  }

  @Test func editsAndRestoredCustomersAreCompared() throws {
    let other = try person("张小伟", ["phone": "13900000009"])
    try scene.add("contact", ["customer": "\(other)", "name": "x", "phone": "13922223333"])
    try scene.add("contact", ["customer": "1", "name": "x", "phone": "13922223333"])
    try scene.edit("customer", other, ["name": "张伟"], expecting: .duplicate)
    try scene.delete("customer", 1)
    try scene.edit("customer", other, ["name": "张伟"])
    #expect(refusal { try scene.restore("customer", 1) }?.exit == .duplicate)
  }

  @Test(arguments: [0, 12_000]) func rowsOfAFileAreCompared(_ others: Int) throws {
    var csv = "name,type,phone,contact.name,contact.phone\n"
    for number in 0..<others { csv += "P\(number),individual,15\(100_000_000 + number),,\n" }
    csv += "赵六,individual,,赵六,13955550000\n赵六,individual,,赵六,13955550000\n"
    csv += "张伟,individual,,x,13911112222\n"
    #expect(
      try fixture.faults(csv) == ["E_DUPLICATE \(others + 3):-", "E_DUPLICATE \(others + 4):-"])
    let report = try fixture.report(csv) { $0.onDuplicate = .skip }
    #expect(report.created == others + 1)
    #expect(report.skipped == 2)
  }

  @Test func filesOfContactsAreCompared() throws {
    try person("张伟", ["external_id": "E2"])
    try person("李娜")
    let csv = "customer,name,phone\nE2,A,13900000001\nE2,B,13911112222\n李娜,C,13911112222\n"
    #expect(try fixture.faults(csv, into: .contact) == ["E_DUPLICATE 3:-"])
    #expect(try fixture.count("contact") == "0")
    store.notes = []
    let report = try fixture.report(csv, into: .contact) { $0.onFault = .skip }
    #expect(report.created == 2)
    #expect(report.rejected == 1)
    #expect(
      store.notes.filter { $0.hasPrefix("warning") } == [
        "warning: line 4: customer/3, with the number of 'C', has the same phone as customer/1 "
          + "'张伟' (owner admin)"
      ])
  }

  /// A lead that becomes a customer brings the person's number.
  @Test func convertedLeadsAreCompared() throws {
    try scene.add("lead", ["name": "张伟", "mobile": "13900000001"])
    try scene.add("contact", ["customer": "1", "name": "x", "phone": "13900000003"])
    var conversion = LeadConversion(store.session())
    let phone = try #require(Noun.contact.field("phone"))
    conversion.contact = [(field: phone, text: "13900000003")]
    let error = refusal { _ = try conversion.run("1") }
    #expect(error?.exit == .duplicate)
    #expect(
      error?.hints == ["crm lead convert 1 --into customer/1 adds the person to that customer"])
  }
}
