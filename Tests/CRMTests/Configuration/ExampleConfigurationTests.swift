import CRM
import Catalogue
import Store
import Testing
import Values

/// The whole configurations of `examples`: canonical, applied over another configuration and its
/// data as the plan says, and taken back with everything.
@Suite struct ExampleConfigurationTests {
  @Test(arguments: ExampleConfiguration.names) func aStoreThatHoldsOnlyItExportsIt(
    _ name: String
  ) throws {
    let example = try ExampleConfiguration(name)
    let store = try TestStore()
    try example.run(in: store)
    let export = try ConfigurationExport(store.session()).text(example.sections)
    #expect(
      ExampleConfiguration.essence(export) == ExampleConfiguration.essence(example.text))
    #expect(try example.run(in: store, isPlan: true).isEmpty)
    try store.expectSound()
  }

  /// A file with lines for what is in use, as somebody writes them who takes it over.
  private static func migrating(_ name: String) throws -> ExampleConfiguration {
    var text = try ExampleConfiguration(name).text
    func insert(_ lines: String, below anchor: String) {
      #expect(text.contains("\n\(anchor)\n"), "\(name) has no line '\(anchor)'")
      text = text.replacing("\n\(anchor)\n", with: "\n\(anchor)\n\(lines)\n", maxReplacements: 1)
    }
    insert("    - {key: medical, replaced_by: other}", below: "  customer.industry:")
    insert("    - {key: partner, replaced_by: prospect}", below: "  customer.kind:")
    if name == ExampleConfiguration.salesProcess {
      insert("    - {key: proposal, replaced_by: qualified}", below: "  customer.status:")
      insert("    renamed_from: Sales", below: "  - name: 销售管道")
      let stages = [
        ("Interest", "意向"), ("Presentation", "产品介绍"), ("Engaged", "产生兴趣"), ("Quote", "报价"),
        ("Evaluation", "评估"), ("Contract", "合同"),
      ]
      for (old, new) in stages {
        insert("        renamed_from: \(old)", below: "      - name: \(new)")
      }
      for (old, new) in [("Won", "赢单"), ("Lost", "输单"), ("Invalid", "无效")] {
        text = text.replacing("{name: \(new),", with: "{name: \(new), renamed_from: \(old),")
      }
    } else {
      insert("    - {key: wechat, replaced_by: other}", below: "  activity.method:")
    }
    return ExampleConfiguration(name: name, text: text)
  }

  /// A store with other fields, options, pools and teams, and records that have them as values.
  private func storeInUse() throws -> TestStore {
    let store = try TestStore()
    let scene = RuleScene(store)
    try scene.add("field", ["noun": "customer", "key": "budget", "type": "money"])
    try scene.add("field", ["noun": "contact", "key": "hobby", "type": "text"])
    try scene.add("pool", ["name": "North", "entry": "region = north"])
    try scene.add("team", ["name": "Sales"])
    try scene.add("view", ["name": "rich", "noun": "customer", "condition": "budget >= 1万"])
    try scene.add("form", ["noun": "customer", "items": "name budget"])
    try scene.add("behavior", ["name": "called back", "points": "5"])
    try scene.add("recycle_rule", ["kind": "no_follow_up", "days": "60"])
    try scene.add(
      "rule",
      [
        "name": "rich", "kind": "score", "noun": "customer", "when": "budget > 10000",
        "points": "7",
      ])
    for number in 1...20 {
      let customer = "Customer \(number)"
      try scene.add(
        "customer",
        [
          "name": customer, "budget": "\(number * 1000)", "uscc": "9131000000000000\(10 + number)",
          "kind": number % 2 == 0 ? "partner" : "prospect",
          "industry": number % 3 == 0 ? "medical" : "software",
          "status": ["pending", "proposal", "won"][number % 3], "level": ["A", "B"][number % 2],
        ])
      try scene.add("contact", ["name": "P\(number)", "customer": customer, "hobby": "chess"])
      try scene.add(
        "activity",
        [
          "customer": customer, "method": number % 2 == 0 ? "wechat" : "phone", "note": "talked",
        ])
      try scene.add(
        "opportunity",
        [
          "customer": customer, "name": "Deal \(number)", "amount": "100",
          "stage": number % 2 == 0 ? "Interest" : "Quote",
        ])
    }
    try scene.win(3)
    return store
  }

  /// Everything that a store holds, as its exports say it.
  private func content(of store: TestStore) throws -> [String] {
    let session = store.session()
    let nouns = [Noun.customer, .contact, .activity, .opportunity, .user]
    return try [ConfigurationExport(session).text()]
      + nouns.map { try ExportText.csv($0, of: store.session()) }
  }

  @Test(arguments: ExampleConfiguration.names) func itTakesThePlaceOfAnother(_ name: String) throws
  {
    let store = try storeInUse()
    let before = try content(of: store)
    // What is in use does not go without a word.
    let refused = #expect(throws: UserError.self) {
      try ExampleConfiguration(name).run(in: store)
    }
    #expect(refused?.code == "E_IN_USE")
    #expect(try content(of: store) == before)

    let example = try Self.migrating(name)
    let plan = try example.run(in: store, isPlan: true)
    #expect(!plan.isEmpty)
    #expect(try content(of: store) == before)
    let applied = try example.run(in: store)
    #expect(applied.said == plan.said)
    let after = try content(of: store)
    #expect(after != before)
    #expect(after[0] != before[0] && after[1] != before[1])
    #expect(try example.run(in: store, isPlan: true).isEmpty)
    try store.expectSound()

    // What it exports makes the same of a new store, byte for byte.
    let export = ExampleConfiguration(name: "export.yaml", text: after[0])
    #expect(try export.run(in: store, isPlan: true).isEmpty)
    let other = try TestStore()
    try export.run(in: other)
    #expect(try ConfigurationExport(other.session()).text() == after[0])

    _ = try OperationUndo(store.session()).undo(nil, isPartial: false)
    #expect(try content(of: store) == before)
    try store.expectSound()
  }
}
