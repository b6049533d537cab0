import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Saving reads the rules whose conditions name what changed, and those that follow from them.
@Suite struct RuleRelevanceTests {
  private let store: TestStore
  private let scene: RuleScene

  init() throws {
    store = try TestStore()
    scene = RuleScene(store)
    try scene.add("team", ["name": "x"])
    try scene.add("user", ["name": "li", "login": "li", "role": "sales"])
    try scene.add("customer", ["name": "X", "owner": "li"])
    for field in ["level", "credit_grade", "kind"] {
      try scene.add("classification", ["name": "customer.\(field)"])
    }
    try scene.classify("industry", "level", "A", when: "industry = software")
    try scene.classify("rest", "level", "B", when: "website is present")
    try scene.classify("grade", "credit_grade", "3", when: "level = A")
    try scene.classify("won", "kind", "customer", when: "won")
    try scene.add(
      "rule",
      [
        "name": "maker", "kind": "score", "noun": "customer", "when": "region = east",
        "points": "40",
      ])
    try forbid("score", "customer", "score > 900")
    try forbid("owner", "customer", "owner ~ 'zz' and address is present")
    try forbid("sale", "opportunity", "customer.owner.team = 'x' or amount < 0")
    try forbid("parent", "customer", "parent.email = 'a@b.cn'")
  }

  private func forbid(_ name: String, _ noun: String, _ condition: String) throws {
    try scene.add(
      "rule",
      ["name": name, "kind": "validation", "noun": noun, "when": condition, "error": "no"])
  }

  /// The rules that a change concerns, in their order.
  private func concerned(_ change: (WriteTransaction) throws -> Void) throws -> Set<String> {
    let session = store.session(dryRun: true)
    return try session.write(appliesRules: false) { db in
      try change(db)
      let rules = try StoredRule.all(where: "active = 1", in: db)
      return Set(
        RuleRelevance(of: db, in: try session.catalogue).concerned(rules).map(\.name))
    }.value
  }

  private func edited(_ column: String, of table: String = "customer") throws -> Set<String> {
    try concerned { try $0.update(table, where: "id = 1", set: [(column, "'east'")]) }
  }

  @Test func fieldsConcernTheRulesThatNameThem() throws {
    #expect(try edited("remark") == [])
    #expect(try edited("address") == ["owner"])
    #expect(try edited("email") == ["parent"])
  }

  @Test func whatFollowsIsConcernedToo() throws {
    // Rules of one field decide together, and the grade asks for the level.
    #expect(try edited("website") == ["industry", "rest", "grade"])
    #expect(try edited("level") == ["industry", "rest", "grade"])
    #expect(try edited("region") == ["maker", "score"])
  }

  @Test func factsAndNamesConcernThoseWhoUseThem() throws {
    let contact = try scene.add("contact", ["name": "Li", "customer": "1"])
    #expect(
      try concerned {
        try $0.update("contact", where: "id = \(contact)", set: [("remark", "'x'")])
      } == [])
    let sale = try scene.add("opportunity", ["name": "S", "customer": "1", "amount": "5"])
    #expect(
      try concerned {
        try $0.update("opportunity", where: "id = \(sale)", set: [("amount", "7")])
      } == ["sale", "won"])
    // What a customer is called may stand in conditions, as may its being there.
    #expect(try edited("name").isSuperset(of: ["parent", "sale"]))
  }

  @Test func whatIsReadWithConcernsAll() throws {
    let all = try store.session().read { db in
      Set(try StoredRule.all(where: "active = 1", in: db).map(\.name))
    }
    #expect(try edited("label_en", of: "dictionary_entry") == all)
    #expect(try edited("name", of: "user") == all)
    #expect(try edited("error", of: "rule") == all)
    #expect(
      try concerned { db in
        try db.insert(
          "classification_pin",
          [
            ("classification", .integer(1)), ("record", .integer(1)),
            ("created_at", .text(store.now.description)),
          ])
      } == all)
  }
}
