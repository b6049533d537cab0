import CRM
import Catalogue
import ProgramTesting
import Store
import Tabular
import Testing
import Values

/// One text means the same records wherever conditions are written.
@Suite struct OneConditionEverywhereTests {
  private static let customerTexts = [
    "level = A",
    "level != A and not (industry in (software, retail) or email ~ 'EXAMPLE')",
    "headcount >= 100 or headcount is missing and segment = smb",
    "segment not in (smb, key)",
    "contacts > 0 and not won",
    "open_opportunities = 0 or score >= 20",
    "priority = C and last_activity is present",
    "days_since(last_activity) > 400",
    "next_follow_up between -1w..today or next_follow_up < month_start",
    "parent.level = A or parent.headcount < 50",
    "parent is missing and name !~ '华'",
    "credit_grade between 2..4 and phone is missing",
  ]

  private static let opportunityTexts = [
    "amount >= 1万", "amount is missing or probability < 50", "customer.level = A",
    "customer.segment != key and not customer.won", "not (name ~ '1' or closed_at is present)",
    "customer.contacts > 0 or amount < 500",
  ]

  @Test(arguments: customerTexts) func customersAreTheSameEverywhere(text: String) throws {
    let places = try ConditionPlaces(text)
    let expected = try places.list()
    // A condition that holds for all or none shows nothing.
    #expect(!expected.isEmpty && expected.count < ConditionPlaces.count, "\(text)")
    #expect(try places.view() == expected, "view")
    #expect(try places.export() == expected, "export")
    #expect(try places.explain() == expected, "explain")
    #expect(try places.classification() == expected, "classification")
    #expect(try places.recycling() == expected, "recycle rule")
    #expect(try places.poolEntry() == expected, "entry condition of a pool")
    #expect(try places.validation() == expected, "validation")
    #expect(try places.ruleTest() == expected, "rule test")
  }

  @Test(arguments: opportunityTexts) func opportunitiesAreTheSameEverywhere(text: String) throws {
    let places = try ConditionPlaces(text, for: .opportunity)
    let expected = try places.list()
    let all = try places.ids("SELECT id FROM opportunity")
    #expect(!expected.isEmpty && expected.count < all.count, "\(text)")
    #expect(try places.view() == expected, "view")
    #expect(try places.export() == expected, "export")
    #expect(try places.validation() == expected, "validation")
    #expect(try places.report() == expected.count, "report")
  }
}

/// The places where one condition is written, over customers with and without everything.
private final class ConditionPlaces {
  static let count = 40

  private let scene: PoolScene
  private let rules: RuleScene
  private let text: String
  private let noun: Noun
  private var store: TestStore { scene.store }

  init(_ text: String, for noun: Noun = .customer) throws {
    self.text = text
    self.noun = noun
    scene = try PoolScene(now: "2026-01-05T01:00:00Z")
    rules = RuleScene(scene.store)
    try rules.add("field", ["noun": "customer", "key": "headcount", "type": "integer"])
    try rules.add("field", ["noun": "customer", "key": "segment", "type": "select"])
    for option in ["smb", "mid", "key"] {
      try rules.add("dict", ["dictionary": "customer.segment", "key": option])
    }
    try scene.user("li")
    try rules.add("behavior", ["name": "budget", "points": "20"])
    try rules.add(
      "rule",
      ["name": "big", "kind": "score", "noun": "customer", "when": "headcount > 90", "points": "5"])
    try populate()
    scene.now = "2027-03-02T01:00:00Z"
  }

  private func populate() throws {
    var random = SeededGenerator(seed: 7)
    var customers: [Int64] = []
    for number in 1...Self.count {
      func maybe(_ items: [String]) -> String? {
        Bool.random(using: &random) ? items.randomElement(using: &random) : nil
      }
      var values = ["name": "\(["华为", "Acme", "Lake"][number % 3]) \(number)", "owner": "li"]
      values["level"] = maybe(["A", "B"])
      values["industry"] = maybe(["software", "retail", "manufacturing"])
      values["email"] = maybe(["a\(number)@example.com", "b\(number)@firm.cn"])
      values["phone"] = maybe(["1380013\(1000 + number)"])
      values["credit_grade"] = maybe(["1", "2", "3", "4"])
      values["next_follow_up"] = maybe(["2027-03-02", "2027-02-25", "2027-01-01", "2027-05-01"])
      values["headcount"] = maybe(["20", "100", "500"])
      values["segment"] = maybe(["smb", "mid", "key"])
      if let parent = customers.first, number % 4 == 0 { values["parent"] = "\(parent)" }
      if number % 6 == 0 { values["parent"] = "\(customers[number / 2])" }
      let id = try rules.add("customer", values)
      customers.append(id)
      if number % 3 == 0 { try rules.add("contact", ["name": "C", "customer": "\(id)"]) }
      if number % 5 < 2 {
        var activity = ["method": "phone", "note": "n", "customer": "\(id)"]
        activity["behavior"] = number % 2 == 0 ? "budget" : nil
        scene.now = number % 5 == 0 ? "2026-01-20T01:00:00Z" : "2026-02-20T01:00:00Z"
        try rules.add("activity", activity)
        scene.now = "2026-01-05T01:00:00Z"
      }
      if number % 4 < 3 {
        var sale = ["name": "S\(number)", "customer": "\(id)"]
        sale["amount"] = maybe(["100", "9000", "20000"])
        let opportunity = try rules.add("opportunity", sale)
        if number % 8 == 1 { try rules.win(opportunity) }
      }
    }
  }

  func ids(_ sql: SQL) throws -> [Int64] { try store.session().read { try $0.values(sql) } }

  /// The cells of a column, as text.
  private func cells(_ column: String, of feed: RowFeed) throws -> [String] {
    let cells = CellCollector(try #require(feed.columns.firstIndex { $0.name == column }))
    try store.session().read { db in
      var sink = RowSink(cells)
      try feed.rows(db, &sink)
    }
    return cells.texts
  }

  private func list(_ filter: RecordFilter) throws -> [Int64] {
    let session = store.session()
    var query = try RecordQuery(noun, session: session)
    try session.read { db in
      try query.add(filter, reader: try FieldReader(.option, session: session, db: db))
    }
    return try cells("id", of: query.feed(fields: "id")).compactMap { Int64($0) }.sorted()
  }

  func list() throws -> [Int64] { try list(RecordFilter(conditions: [text])) }

  func view() throws -> [Int64] {
    try rules.add("view", ["name": "v", "noun": noun.name, "condition": text])
    return try list(RecordFilter(views: ["v"]))
  }

  /// An export has no ids: the names are as unique here.
  func export() throws -> [Int64] {
    var export = RecordExport(noun, session: store.session())
    export.filter = RecordFilter(conditions: [text])
    export.fields = "name"
    return try cells("name", of: export.feed()).flatMap { name in
      try ids("SELECT id FROM \(identifier: noun.table) WHERE name = \(name)")
    }
  }

  /// What `crm explain` says of each record as a whole.
  func explain() throws -> [Int64] {
    try ids("SELECT id FROM customer ORDER BY id").filter { id in
      try ConditionExplanation(store.session()).feed(of: "customer/\(id)", where: text).holds
    }
  }

  /// The customers that a rule gives a value that none has.
  func classification() throws -> [Int64] {
    try rules.add("classification", ["name": "customer.source", "on_none": "keep"])
    let rule = try rules.classify("c", "source", "referral", when: text)
    let changes = try ClassificationRun(store.session(dryRun: true)).run().value.changes
    var found: [Int64] = []
    var row = RowBuffer()
    while try changes.next(into: &row) {
      found.append(try #require(Int64(row[0].string.dropFirst("customer/".count))))
    }
    try rules.delete("rule", rule)
    return found
  }

  func recycling() throws -> [Int64] {
    let rule = try scene.rule(.noFollowUp, days: 1) {
      $0.condition = text
      $0.excludesWon = false
    }
    let due = try scene.recycle(dryRun: true).value.rows.map(\.record).sorted()
    try scene.delete(.recycleRule, rule.id)
    return due
  }

  func poolEntry() throws -> [Int64] {
    try rules.add("pool", ["name": "P", "entry": text])
    return try ids("SELECT id FROM customer ORDER BY id").filter { id in
      do {
        _ = try Release(store.session(dryRun: true))
          .release(RecordSelection(["\(id)"]), to: "P", reason: "no_interest")
        return true
      } catch let error as UserError where error.code == "not_admitted" {
        return false
      }
    }
  }

  /// The records that cannot be saved: each is away and back again, which sets rules off.
  func validation() throws -> [Int64] {
    try addValidation()
    return try ids("SELECT id FROM \(identifier: noun.table) ORDER BY id").filter { id in
      let session = store.session(dryRun: true)
      do {
        _ = try session.write { db in
          for deleted in ["\(store.now.description)", "NULL"] as [SQL] {
            try db.update(
              noun.table, where: "id = \(id)", set: [("deleted_at", deleted)], touching: false)
          }
        }
        return false
      } catch let error as UserError where error.code == "E_RULE" {
        return true
      }
    }
  }

  private func addValidation() throws {
    try rules.add(
      "rule",
      ["name": "no", "kind": "validation", "noun": noun.name, "when": text, "error": "no"])
  }

  func ruleTest() throws -> [Int64] {
    try cells("ref", of: RuleTest(store.session()).feed(of: "no", asOf: nil)).compactMap {
      Int64($0.dropFirst("customer/".count))
    }
  }

  /// How many opportunities a funnel counts.
  func report() throws -> Int {
    let session = store.session()
    var parameters = ReportParameters()
    parameters.pipeline = 1
    parameters.conditions = try session.read { db in
      try RecordFilter(conditions: [text]).sql(
        for: noun, session: session, reader: try FieldReader(.option, session: session, db: db))
    }
    let feed = try FunnelReport(parameters, session: session).table().feed()
    return try cells("count", of: feed).reduce(0) { $0 + (Int($1) ?? 0) }
  }
}

/// Takes the cells of one column.
private final class CellCollector: RowRenderer {
  private(set) var texts: [String] = []
  private let column: Int

  init(_ column: Int) {
    self.column = column
  }

  func begin(_ columns: [Column]) {}

  func row(_ row: borrowing RowBuffer) {
    if case .integer(let number) = row[column] {
      texts.append(String(number))
    } else {
      texts.append(row[column].string)
    }
  }

  func end() {}
}
