import CRM
import Catalogue
import ProgramTesting
import Store
import Testing
import Values

/// Deciding on save comes to the same as deciding about everything anew: whatever changes, a run
/// finds nothing left to do.
@Suite struct ClassificationPropertyTests {
  /// Conditions on own fields, facts, links and records along the way; none depends on the day.
  private static let conditions = [
    "industry = software", "industry != retail", "email is missing", "name ~ 'a'",
    "contacts >= 2", "contacts = 0", "open_opportunities > 0", "won", "not won",
    "last_activity is missing", "score >= 20", "priority = A", "owner = li", "pool is present",
    "owner.team = East", "owner.team.parent = East", "owner.team.parent is missing", "owner ~ 'li'",
    "owner.name ~ 'x'", "parent is present", "parent.industry = software", "parent.won",
    "parent.level = A", "credit_grade > 2 or industry = retail", "parent.owner.team = East",
    "parent.contacts > 0", "parent.owner.team.parent = East",
  ]

  @Test(arguments: 1...12) func aRunFindsNothingLeftToDo(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = try ClassificationScene()
    for field in ["level", "credit_grade"] {
      try scene.rules.add(
        "classification",
        [
          "name": "customer.\(field)",
          "on_none": ["keep", "clear", field == "level" ? "B" : "1"].randomElement(using: &random)
            ?? "",
        ])
      for number in 1...4 {
        try scene.rules.classify(
          "\(field)-\(number)", field,
          (field == "level" ? ["A", "B", "C"] : ["2", "3", "4"]).randomElement(using: &random)
            ?? "",
          when: Self.conditions.randomElement(using: &random))
      }
    }
    _ = try ClassificationRun(scene.store.session()).run()
    scene.firstEvent = try scene.nextOperation()
    for _ in 1...60 {
      let event = try scene.step(using: &random)
      let left = try ClassificationRun(scene.store.session(dryRun: true)).run().value
      guard left.records > 0 else { continue }
      Issue.record("seed \(seed), after \(event): \(try changes(left))")
      return
    }
    try scene.store.expectSound()
  }
}

/// Customers and what belongs to them, changed at random.
private final class ClassificationScene {
  let store: TestStore
  let rules: RuleScene
  /// What went before is not undone.
  var firstEvent: Int64 = 0
  private var customers: [Int64] = []
  private var parts: [(noun: String, id: Int64, isDeleted: Bool)] = []

  init() throws {
    store = try TestStore()
    rules = RuleScene(store)
    try rules.add("team", ["name": "East"])
    try rules.add("team", ["name": "Inner", "parent": "East"])
    try rules.add("user", ["name": "li", "login": "li", "role": "sales"])
    try rules.add("user", ["name": "wang", "login": "wang", "role": "sales"])
    try rules.add("behavior", ["name": "budget", "points": "20"])
    for _ in 1...4 { try addCustomer() }
  }

  func nextOperation() throws -> Int64 {
    try store.session().read { try $0.value("SELECT max(id) + 1 FROM operation") } ?? 0
  }

  private func addCustomer() throws {
    customers.append(
      try rules.add(
        "customer", ["name": "\(["Ada", "Bob"][customers.count % 2])\(customers.count)"]))
  }

  /// Does something, and says what.
  func step(using random: inout SeededGenerator) throws -> String {
    let customer = customers.randomElement(using: &random) ?? 0
    switch Int.random(in: 0..<15, using: &random) {
    case 0:
      try addCustomer()
      return "customer add"
    case 1, 2:
      let (field, values) =
        [
          ("industry", ["software", "retail", ""]), ("email", ["a@b.cn", ""]),
          ("name", ["Anna\(customer)", "Zoe\(customer)"]),
        ].randomElement(using: &random) ?? ("", [])
      let value = values.randomElement(using: &random) ?? ""
      try rules.edit("customer", customer, [field: value])
      return "\(field) of \(customer) is '\(value)'"
    case 3:
      // Parents come before their children, so that there are no cycles.
      let parent = customers.first.map { $0 == customer ? "" : "\($0)" } ?? ""
      try rules.edit("customer", customer, ["parent": parent])
      return "parent of \(customer) is '\(parent)'"
    case 4: return try add("contact", ["name": "Li", "customer": "\(customer)"])
    case 5:
      return try add(
        "opportunity", ["name": "S", "customer": "\(customer)", "amount": "100"])
    case 6, 7:
      var values = ["method": "phone", "note": "n", "customer": "\(customer)"]
      if Bool.random(using: &random) { values["behavior"] = "budget" }
      return try add("activity", values)
    case 8: return try deleteOrRestore(using: &random)
    case 9: return try win(using: &random)
    case 10:
      let user = Int64.random(in: 2...3, using: &random)
      let (field, value) =
        [("team", "East"), ("team", "Inner"), ("team", ""), ("name", "x"), ("name", "lily")]
        .randomElement(using: &random) ?? ("", "")
      try rules.edit("user", user, [field: value])
      return "\(field) of user \(user) is '\(value)'"
    case 11:
      let parent = ["East", ""].randomElement(using: &random) ?? ""
      try rules.edit("team", 2, ["parent": parent])
      return "parent of team 2 is '\(parent)'"
    case 12, 13: return try changeHands(of: customer, using: &random)
    default:
      return try undo()
    }
  }

  private func add(_ noun: String, _ values: [String: String]) throws -> String {
    parts.append((noun, try rules.add(noun, values), false))
    return "\(noun) add \(values)"
  }

  private func deleteOrRestore(using random: inout SeededGenerator) throws -> String {
    guard let index = parts.indices.randomElement(using: &random) else { return "nothing" }
    let part = parts[index]
    if part.isDeleted {
      try rules.restore(part.noun, part.id)
    } else {
      try rules.delete(part.noun, part.id)
    }
    parts[index].isDeleted.toggle()
    return "\(part.noun) \(part.id) is deleted: \(!part.isDeleted)"
  }

  private func win(using random: inout SeededGenerator) throws -> String {
    let sales = parts.filter { $0.noun == "opportunity" && !$0.isDeleted }
    guard let sale = sales.randomElement(using: &random) else { return "nothing" }
    do {
      try rules.win(sale.id)
    } catch is UserError {
      return "nothing"
    }
    return "win \(sale.id)"
  }

  private func changeHands(
    of customer: Int64, using random: inout SeededGenerator
  ) throws -> String {
    let selection = RecordSelection(["\(customer)"])
    do {
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        _ = try Release(store.session()).release(selection, to: nil, reason: "no_interest")
        return "release \(customer)"
      case 1:
        _ = try Assignment(store.session()).assign(selection, to: "li")
        return "assign \(customer) to li"
      default:
        _ = try Assignment(store.session()).assign(selection, to: "wang")
        return "assign \(customer) to wang"
      }
    } catch is UserError {
      return "nothing"
    }
  }

  private func undo() throws -> String {
    // What was made stays, lest its id is used again below.
    let last: Int64? = try store.session().read {
      try $0.value(
        """
        SELECT o.id FROM operation o
        WHERE o.id >= \(firstEvent) AND undone_by IS NULL AND undoes IS NULL AND changed > 0 AND NOT EXISTS (
          SELECT 1 FROM creation c WHERE c.operation = o.id AND c."table" IN
            ('customer', 'contact', 'activity', 'opportunity', 'rule'))
        ORDER BY id DESC LIMIT 1
        """)
    }
    guard let last else { return "nothing" }
    do {
      try rules.undo(last)
    } catch is UserError {
      return "nothing"
    }
    let deleted = try Set(
      ["contact", "opportunity", "activity"].flatMap { noun in
        try store.session().read {
          try $0.values(
            "SELECT id FROM \(identifier: noun) WHERE deleted_at IS NOT NULL", as: Int64.self
          ).map { "\(noun)/\($0)" }
        }
      })
    for index in parts.indices {
      parts[index].isDeleted = deleted.contains("\(parts[index].noun)/\(parts[index].id)")
    }
    return "undo \(last)"
  }
}
