import Store
import Testing
import Values

@testable import CRM

@Suite struct ContactRoleTests {
  private let fixture: SalesFixture
  private let opportunity: Int64

  init() throws {
    fixture = try SalesFixture()
    opportunity = try fixture.add(.opportunity, ["customer": "Acme", "name": "产线"])
    try fixture.add(.contact, ["name": "陈总", "customer": "Acme"])
    try fixture.add(.contact, ["name": "陈总", "customer": "Globex"])
    try fixture.add(.contact, ["name": "周工", "customer": "Globex"])
  }

  private var roles: ContactRoles { ContactRoles(fixture.store.session()) }

  private func list() throws -> String? {
    try fixture.text(
      """
      SELECT ifnull(group_concat(c.id || ' ' || r.role, ', '), '') FROM contact_role r
      JOIN contact c ON c.id = r.contact WHERE r.deleted_at IS NULL
      """)
  }

  @Test func contactsOfTheCustomerAreMeantFirst() throws {
    let report = try roles.add("陈总", to: "产线", as: "决策人", remark: nil)
    #expect(report.summary == "'陈总' is decision_maker of opportunity/\(opportunity)")
    _ = try roles.add("周工", to: "产线", as: "user", remark: "实际使用")
    #expect(try list() == "1 decision_maker, 3 user")
    try fixture.store.expectSound()
  }

  @Test func aContactHasOneRole() throws {
    _ = try roles.add("陈总", to: "产线", as: "user", remark: nil)
    let error = try #require(throws: UserError.self) {
      _ = try roles.add("陈总", to: "产线", as: "purchaser", remark: nil)
    }
    #expect(error.code == "E_DUPLICATE")
    let unknown = try #require(throws: UserError.self) {
      _ = try roles.add("周工", to: "产线", as: "king", remark: nil)
    }
    #expect(unknown.message.contains("king"))
  }

  @Test func theyAreTakenAwayAndComeBack() throws {
    _ = try roles.add("陈总", to: "产线", as: "user", remark: nil)
    _ = try roles.remove(["陈总"], from: "产线")
    #expect(try list() == "")
    let error = try #require(throws: UserError.self) { try roles.remove(["陈总"], from: "产线") }
    #expect(error.exit == .notFound)
    _ = try OperationUndo(fixture.store.session()).undo(nil, isPartial: false)
    #expect(try list() == "1 user")
    _ = try roles.remove(["陈总"], from: "产线")
    _ = try roles.add("陈总", to: "产线", as: "purchaser", remark: nil)
    #expect(try list() == "1 purchaser")
    try fixture.store.expectSound()
  }

  @Test func theyGoWithTheirContactAndTheirOpportunity() throws {
    _ = try roles.add("陈总", to: "产线", as: "user", remark: nil)
    let session = fixture.store.session()
    _ = try session.write { try RecordPresence(.contact, session: session, db: $0).delete([1]) }
    #expect(try list() == "")
    _ = try session.write { try RecordPresence(.contact, session: session, db: $0).restore([1]) }
    #expect(try list() == "1 user")
    _ = try session.write {
      try RecordPresence(.opportunity, session: session, db: $0).delete([opportunity])
    }
    #expect(try list() == "")
    try fixture.store.expectSound()
  }
}
