import CRM
import Catalogue
import Store
import Testing
import Values

/// What `examples/sales-process.yaml` makes of customers, and `customer-process.yaml` of their
/// status.
@Suite struct SalesProcessTests {
  private let store: TestStore
  private let scene: RuleScene

  init() throws {
    store = try TestStore()
    scene = RuleScene(store)
    try ExampleConfiguration(ExampleConfiguration.salesProcess).run(in: store)
  }

  private func fact(_ name: String, of customer: Int64) throws -> String? {
    let facts = FactExpression(
      asOf: try #require(Day("2026-03-01")), session: store.session())
    let fact = try #require(try facts.sql(name, of: .customer, alias: "r"))
    return try store.session().read {
      try $0.value(
        "SELECT CAST(\(fact) AS TEXT) FROM customer r WHERE r.id = \(customer)", as: String?.self)
    } ?? nil
  }

  @Test func behaviorsMakeTheScore() throws {
    let customer = try scene.add("customer", ["name": "海天"])
    func follow(_ behaviors: String) throws {
      try scene.add(
        "activity", ["customer": "海天", "method": "phone", "note": "x", "behavior": behaviors])
    }
    try follow("不接电话")
    #expect(try fact("score", of: customer) == "-10")
    try follow("预算充足")
    #expect(try fact("score", of: customer) == "10")
    #expect(try fact("priority", of: customer) == "C")
    let explained = "\(try ScoreExplanation(store.session()).document(of: "海天"))"
    #expect(explained.contains("不接电话") && explained.contains("预算充足"))
    // What the customer is counts beside it: level A, and an opportunity under way.
    try scene.edit("customer", customer, ["level": "A"])
    try scene.add("opportunity", ["customer": "海天", "name": "D"])
    #expect(try fact("score", of: customer) == "40")
    #expect(try fact("priority", of: customer) == "B")
    try follow("预算充足")
    #expect(try fact("priority", of: customer) == "A")
  }

  @Test func aCustomerIsClassifiedWhenItIsSaved() throws {
    let id = try scene.add("customer", ["name": "海天", "industry": "trade"])
    #expect(try scene.customer(id, "kind") == "prospect")
    try scene.edit("customer", id, ["industry": "software", "company_size": "medium"])
    #expect(try scene.customer(id, "kind") == "target")
    #expect(try scene.cause(id, "kind") == "rule:目标客户")
    let deal = try scene.add(
      "opportunity", ["customer": "海天", "name": "D", "amount": "100"])
    #expect(try scene.customer(id, "kind") == "target")
    try scene.win(deal)
    #expect(try scene.customer(id, "kind") == "customer")
    try scene.edit("customer", id, ["company_size": "500人以上"])
    #expect(try scene.customer(id, "kind") == "key_account")
    // By hand it is not set.
    try scene.edit("customer", id, ["kind": "prospect"], expecting: .no)
    try store.expectSound()
  }

  @Test func theCreditGradeFollowsWhatIsKnownAndWon() throws {
    let id = try scene.add("customer", ["name": "海天"])
    #expect(try scene.customer(id, "credit_grade") == "1")
    try scene.edit("customer", id, ["uscc": "91310000MA1FL4JX0N"])
    #expect(try scene.customer(id, "credit_grade") == "2")
    try scene.edit("customer", id, ["company_size": "large"])
    #expect(try scene.customer(id, "credit_grade") == "3")
    let deal = try scene.add(
      "opportunity", ["customer": "海天", "name": "D", "amount": "100"])
    try scene.win(deal)
    #expect(try scene.customer(id, "credit_grade") == "4")
    #expect(try scene.cause(id, "credit_grade") == "rule:信用等级4")
    try scene.edit("customer", id, ["level": "A"])
    #expect(try scene.customer(id, "credit_grade") == "5")
    try scene.undo()
    #expect(try scene.customer(id, "credit_grade") == "4")
    try store.expectSound()
  }

  @Test func theCompanySizeIsAFieldLikeOthers() throws {
    try scene.add("customer", ["name": "海天", "company_size": "20-99人"])
    try scene.add("customer", ["name": "恒达", "company_size": "large"])
    let session = store.session()
    let form = try session.read {
      try RecordForm(.customer, session: session, in: $0).blank().text(in: .chinese)
    }
    #expect(form.contains("# 公司规模: micro, small, medium, large\ncompany_size: \n"))
    let columns = try FileImport.columnNames(
      of: session.noun(.customer), in: session.catalogue, isHistoric: false)
    #expect(columns.contains("company_size"))
    let csv = try ExportText.csv(.customer, of: session)
    #expect(csv.contains("company_size"))
    #expect(csv.contains("small") && csv.contains("large"))
  }

  @Test(arguments: ExampleConfiguration.names)
  func theStatusGoesBackOnlyWhereItMay(_ name: String) throws {
    let store = try TestStore()
    try ExampleConfiguration(name).run(in: store)
    let isReversible = name == ExampleConfiguration.salesProcess
    let states = try store.session().read { try FollowStates(in: $0) }
    #expect(states.isReversible == isReversible)
    #expect(states.states.first?.kind == .initial)
  }

  /// The setting as a file has it is that of the commands.
  @Test func settingsAreThoseOfTheCommands() throws {
    let overview = StatusOverview(store.session())
    _ = try overview.setReversible(false)
    let example = try ExampleConfiguration(ExampleConfiguration.salesProcess)
    let (said, isEmpty) = try example.run(in: store, isPlan: true)
    #expect(!isEmpty)
    #expect(said.last == "1 changed")
    try example.run(in: store)
    #expect(try store.session().read { try FollowStates(in: $0).isReversible })
    try scene.undo()
    #expect(try !store.session().read { try FollowStates(in: $0).isReversible })
  }
}
