import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Dedupe rules that people make: both ways to look find the same, and refusals come first.
@Suite struct DedupeRuleTests {
  private let store: TestStore
  private let scene: RuleScene

  init() throws {
    store = try TestStore()
    scene = RuleScene(store)
    for (name, region, email, phone) in [
      ("Acme", "east", "a@x.cn", "13800100001"), ("Globex", "east", "b@x.cn", "13800100002"),
      ("Initech", "south", "c@x.cn", "13800100003"), ("Hooli", "north", "", ""),
    ] {
      try scene.add(
        "customer",
        [
          "name": name, "type": "individual", "region": region, "email": email, "phone": phone,
        ])
    }
    try scene.delete("customer", 3)
  }

  private func add(_ name: String, _ keys: String, _ more: [String: String] = [:]) throws {
    try scene.add(
      "dedupe_rule",
      ["name": name, "noun": "customer", "keys": keys].merging(more) { $1 })
  }

  /// The customers that a new one with these values collides with, by the indexes of the store and by
  /// keys in memory.
  private func collisions(_ values: [String: String]) throws -> [[String]] {
    let session = store.session()
    return try session.write(isDryRun: true) { db in
      let draft = RecordDraft(.customer)
      let reader = try FieldReader(.option, session: session, db: db)
      for (name, text) in values.sorted(by: { $0.key < $1.key }) {
        let field = try #require(Noun.customer.field(name))
        var text = text
        let column = try draft.number(of: field.column)
        try text.withUTF8 { try reader.read($0, as: field, into: column, of: draft) }
      }
      return try [false, true].map { keepsKeys in
        let finder = try DuplicateFinder(.customer, session: session, in: db)
        if keepsKeys { try finder.keepKeys(expecting: 10, largestID: 100) }
        return try finder.collisions(of: draft).map {
          "\($0.rule.name) \($0.record)\($0.isDeleted ? " deleted" : "")"
        }
      }
    }.value
  }

  @Test(arguments: [
    (["name": "acme", "region": "east"], ["name and region 1"]),
    (["name": "acme", "region": "south"], []),
    (["name": "acme"], []),
    (["name": "INITECH", "region": "south"], ["name and region 3 deleted"]),
    (["name": "x", "email": "B@X.cn"], ["e-mail 2"]),
    (["name": "x", "phone": "+86 138 0010 0002"], ["phone 2"]),
    (["name": "acme", "region": "east", "phone": "13800100001"], ["name and phone 1"]),
    (["name": "x", "type": "enterprise", "email": "a@x.cn"], []),
  ])
  func bothWaysFindTheSame(_ values: [String: String], _ expected: [String]) throws {
    try add("area", "name region")
    try add("mail", "email", ["type": "个人"])
    var values = values
    values["type"] = values["type"] ?? "individual"
    #expect(try collisions(values) == [expected, expected])
  }

  /// Conditions and rules that allow count by both ways to look.
  @Test func narrowedRulesFindTheSame() throws {
    try add("mail", "email", ["condition": "region = east"])
    var same = ["name": "x", "type": "individual", "email": "a@x.cn", "region": "east"]
    #expect(try collisions(same) == [["e-mail 1"], ["e-mail 1"]])
    same["region"] = "south"
    #expect(try collisions(same) == [[], []])
    same["region"] = "east"
    try add("neighbours", "email region", ["action": "allow", "position": "1"])
    #expect(try collisions(same) == [[], []])
    try scene.edit("dedupe_rule", 6, ["position": "1000"])
    #expect(try collisions(same) == [["e-mail 1"], ["e-mail 1"]])
  }

  /// The same record may be found by several rules; the one that refuses it counts, wherever it
  /// stands.
  @Test func aWarningHidesNoRefusal() throws {
    try add("mail", "email", ["action": "warn", "position": "1"])
    try add("all", "name email", ["position": "1000"])
    let same = ["name": "Acme", "type": "individual", "email": "a@x.cn"]
    #expect(try collisions(same) == [["name and e-mail 1"], ["name and e-mail 1"]])
    try scene.add("customer", same, expecting: .duplicate)
    try scene.edit("dedupe_rule", 6, ["active": "no"])
    #expect(try collisions(same) == [["e-mail 1"], ["e-mail 1"]])
    try scene.add("customer", same)
    #expect(store.notes.contains { $0.contains("same e-mail") })
  }

  /// A rule holds from the operation that makes it, and is taken back with it.
  @Test func undoneRulesDoNotCount() throws {
    try add("mail", "email")
    let same = ["name": "x", "type": "individual", "email": "a@x.cn"]
    try scene.add("customer", same, expecting: .duplicate)
    try scene.undo()
    try scene.add("customer", same)
    try store.expectSound()
  }
}
