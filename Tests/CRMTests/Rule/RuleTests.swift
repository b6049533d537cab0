import CRM
import Catalogue
import Store
import Testing
import Values

/// What a rule may say.
@Suite struct RuleTests {
  let store: TestStore
  let scene: RuleScene

  init() throws {
    store = try TestStore()
    scene = RuleScene(store)
  }

  @Test func conditionsAndValuesAreKeptInOneSpelling() throws {
    try scene.add(
      "rule",
      [
        "name": "big", "kind": "classification", "noun": "customers", "field": "级别", "value": "a",
        "when": "联系人数 >= 3  and not (成交)",
      ], expecting: .usage)
    try scene.add(
      "rule",
      [
        "name": "big", "kind": "classification", "noun": "customers", "field": "级别", "value": "a",
        "when": "联系人数 >= 3  and not (已成交)",
      ])
    let row = try store.session().read {
      try $0.row(
        "SELECT noun, field, value, \"when\", position, active FROM rule", as: String.self,
        String.self, String.self, String.self, Int64.self, Bool.self)
    }
    let rule = try #require(row)
    #expect(rule.0 == "customer")
    #expect(rule.1 == "level")
    #expect(rule.2 == "A")
    #expect(rule.3 == "contacts >= 3 and not won")
    #expect(rule.4 == 10)
    #expect(rule.5)
  }

  @Test func positionsCountPerKindAndNoun() throws {
    for (name, kind) in [("a", "validation"), ("b", "validation")] {
      try scene.add(
        "rule",
        ["name": name, "kind": kind, "noun": "customer", "when": "won", "error": "no"])
    }
    try scene.add(
      "rule",
      ["name": "c", "kind": "validation", "noun": "contact", "when": "id = 0", "error": "n"]
    )
    let positions: [Int64] = try store.session().read {
      try $0.values("SELECT position FROM rule ORDER BY name")
    }
    #expect(positions == [10, 20, 10])
  }

  @Test(arguments: [
    // What a kind needs, and what it has not.
    ["kind": "validation", "noun": "customer", "when": "won"],
    ["kind": "validation", "noun": "customer", "error": "no"],
    ["kind": "validation", "noun": "customer", "when": "won", "error": "no", "value": "A"],
    ["kind": "classification", "noun": "customer", "field": "level"],
    ["kind": "classification", "noun": "customer", "value": "A"],
    // Rules are about records of business.
    ["kind": "validation", "noun": "rule", "when": "active", "error": "no"],
    ["kind": "validation", "noun": "costumer", "when": "won", "error": "no"],
    // Fields that rules decide have few values, and people set them.
    ["kind": "classification", "noun": "customer", "field": "name", "value": "A"],
    ["kind": "classification", "noun": "customer", "field": "owner", "value": "admin"],
    ["kind": "classification", "noun": "customer", "field": "credit_grade", "value": "6"],
  ])
  func nonsenseIsRefused(_ values: [String: String]) throws {
    try scene.add("rule", values.merging(["name": "x"]) { $1 }, expecting: .usage)
  }

  @Test func anUnknownOptionIsNotFound() throws {
    let values = ["kind": "classification", "noun": "customer", "field": "level", "value": "Z"]
    try scene.add("rule", values.merging(["name": "x"]) { $1 }, expecting: .notFound)
  }

  @Test func anEditIsCheckedLikeAnAddition() throws {
    let id = try scene.add(
      "rule",
      [
        "name": "a", "kind": "classification", "noun": "customer", "field": "level", "value": "A",
      ])
    try scene.edit("rule", id, ["field": "credit_grade"], expecting: .usage)
    try scene.edit("rule", id, ["value": ""], expecting: .usage)
    try scene.edit("rule", id, ["error": "x"], expecting: .usage)
    try scene.edit("rule", id, ["when": "levle = A"], expecting: .usage)
    try scene.edit("rule", id, ["field": "credit_grade", "value": "3", "when": "won  = yes"])
    let values = try store.session().read {
      try $0.row(
        "SELECT field, value, \"when\" FROM rule", as: String.self, String.self, String.self)
    }
    #expect(values?.0 == "credit_grade")
    #expect(values?.1 == "3")
    #expect(values?.2 == "won = yes")
  }

  @Test func aFieldThatRulesNameStays() throws {
    let level = try scene.add(
      "field", ["noun": "customer", "key": "size", "type": "integer", "min": "0", "max": "9"])
    let rule = try scene.add(
      "rule",
      ["name": "a", "kind": "classification", "noun": "customer", "field": "size", "value": "3"])
    try scene.delete("field", level, expecting: .no)
    try scene.edit("rule", rule, ["field": "credit_grade", "when": "size > 4"])
    try scene.delete("field", level, expecting: .no)
    try scene.edit("rule", rule, ["when": ""])
    try scene.delete("field", level)
  }
}
