import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

/// The score of customers, compared with a plain calculation of what the terms of the events say.
@Suite struct ScoreTests {
  private let fixture: ImportFixture

  init() throws {
    fixture = try ImportFixture()
    try fixture.report(
      """
      name,points,max_per_day,half_life
      no answer,-10,,
      budget,20,,30
      opened,5,2,
      faded,-15,,10

      """, into: .behavior)
    try fixture.report("name\nAcme\nGlobex\n")
  }

  /// Activities of Acme: day and behaviors.
  private func follow(_ activities: [(String, String)], customer: String = "Acme") throws {
    try fixture.report(
      "customer,method,at,note,behavior\n"
        + activities.map { "\(customer),phone,\($0.0),x,\"\($0.1)\"\n" }.joined(),
      into: .activity
    ) {
      $0.isHistoric = true
      $0.repeats = true
    }
  }

  private func score(_ customer: String = "Acme", on day: String = "2026-03-01") throws -> String? {
    let facts = FactExpression(
      asOf: try #require(Day(day)), session: fixture.store.session())
    let score = try #require(try facts.sql("score", of: .customer, alias: "r"))
    return try fixture.rows("SELECT \(score) FROM customer r WHERE name = \(customer)").first
  }

  @Test func pointsAreSummedUp() throws {
    try follow([("2026-03-01", "no answer,budget"), ("2026-02-28", "budget")])
    #expect(try score() == "30")
    #expect(try score("Globex") == "0")
  }

  /// The first two of a calendar day in the store's zone count, whatever the activity.
  @Test func aDayHasALimit() throws {
    // 2026-02-27T16:30Z is the 28th in Shanghai.
    try follow([
      ("2026-02-27T16:30:00Z", "opened"), ("2026-02-28 09:00", "opened"),
      ("2026-02-28 23:59", "opened"), ("2026-03-01 00:00", "opened"),
    ])
    #expect(try score() == "15")
    try edit(.activity, 1, "at", "2026-03-01 08:00")
    #expect(try score() == "20")
    try delete(.activity, 4)
    #expect(try score() == "15")
  }

  /// Halved once for every full half-life, the fraction dropped on either side of zero.
  @Test(arguments: [
    ("2026-02-01", "5"), ("2026-02-10", "5"), ("2026-02-11", "13"), ("2026-02-21", "17"),
    ("2026-03-02", "17"), ("2026-03-03", "9"), ("2026-03-13", "10"), ("2027-01-01", "0"),
    ("2025-12-31", "5"), ("9999-12-31", "0"),
  ])
  func pointsAreHalved(_ day: String, _ expected: String) throws {
    try follow([("2026-02-01", "budget,faded")])
    // 20 in steps of 30 days, -15 in steps of 10: -15, -7, -3, -1, 0.
    #expect(try score(on: day) == expected)
  }

  @Test func deletedActivitiesDoNotCount() throws {
    try follow([("2026-03-01", "budget"), ("2026-03-01", "no answer")])
    try delete(.activity, 2)
    #expect(try score() == "20")
    let session = fixture.store.session()
    _ = try session.write { try RecordPresence(.activity, session: session, db: $0).restore([2]) }
    #expect(try score() == "10")
  }

  @Test func aNewPriceCountsFromNowOn() throws {
    try follow([("2026-03-01", "budget")])
    try follow([("2026-03-01", "budget")], customer: "Globex")
    try edit(.behavior, 2, "points", "50")
    #expect(try score() == "20")
    try follow([("2026-03-01", "budget")])
    #expect(try score() == "70")
    let trial = try ScoreRebuild(fixture.store.session(dryRun: true)).run().value
    #expect((trial.events, trial.scores) == (2, 2))
    #expect(try score() == "70")
    let written = try ScoreRebuild(fixture.store.session()).run()
    #expect((written.value.events, written.value.scores) == (2, 2))
    #expect(try score() == "100")
    #expect(try score("Globex") == "50")
    let undo = OperationUndo(fixture.store.session())
    _ = try undo.undo(written.operation.id, isPartial: false)
    #expect(try score() == "70")
    try fixture.store.expectSound()
  }

  /// Terms that changed without changing today's score are rebuilt, and no score is said to change.
  @Test func rebuildCountsScoresThatDiffer() throws {
    try follow([("2026-03-01", "budget")])
    try edit(.behavior, 2, "max_per_day", "1")
    let result = try ScoreRebuild(fixture.store.session()).run().value
    #expect((result.events, result.scores) == (1, 0))
  }

  @Test func prioritiesFollowTheBands() throws {
    try follow([("2026-03-01", "budget"), ("2026-03-01", "no answer,budget")])
    #expect(try customers(where: "priority = B") == ["Acme"])
    let session = fixture.store.session()
    _ = try session.write { try ScoreBands(a: 30, b: -5).write(to: $0) }
    #expect(try customers(where: "priority = A") == ["Acme"])
    #expect(try customers(where: "priority = B") == ["Globex"])
    #expect(try customers(where: "score between 0..30 and not priority = A") == ["Globex"])
    #expect(throws: UserError.self) {
      _ = try session.write { try ScoreBands(a: 30, b: 30).write(to: $0) }
    }
  }

  /// Exported and imported, the events keep what they were worth.
  @Test func termsSurviveTheWayIntoAnotherStore() throws {
    try follow([("2026-03-01", "budget,opened"), ("2026-03-01", "budget")])
    try edit(.behavior, 2, "points", "50")
    try follow([("2026-03-01", "budget")])
    let target = try ScoreTests()
    try target.edit(.behavior, 2, "points", "50")
    let file = try exported(.activity)
    try target.fixture.report(file, into: .activity) { $0.isHistoric = true }
    #expect(try target.score() == score())
    #expect(try target.score() == "95")
    #expect(try target.exported(.activity) == file)
    #expect(
      try target.fixture.faults(file, into: .activity) {
        $0.repeats = true; $0.isHistoric = false
      }
        == [])
  }

  /// A row that was refused leaves nothing to the next one.
  @Test func termsOfRefusedRowsAreForgotten() throws {
    let terms = #""[{""behavior"":""budget"",""points"":7}]""#
    let report = try fixture.report(
      """
      customer,method,at,note,behavior,behavior_terms
      Acme,phone,2099-01-01,x,budget,\(terms)
      Acme,phone,2026-03-01,x,budget,

      """, into: .activity
    ) {
      $0.isHistoric = true
      $0.onFault = .skip
    }
    #expect(report.rejected == 1)
    #expect(try score() == "20")
  }

  @Test func wrongTermsAreFaults() throws {
    func faults(_ terms: String) throws -> [String] {
      try fixture.faults(
        "customer,method,note,behavior,behavior_terms\nAcme,phone,x,budget,\(terms)\n",
        into: .activity
      ) { $0.isHistoric = true }
    }
    #expect(try faults("x").first?.hasPrefix("E_BEHAVIOR_TERMS 2:") == true)
    #expect(
      try faults(#""[{""behavior"":""budget""}]""#).first?.hasPrefix("E_BEHAVIOR_TERMS") == true)
    #expect(
      try faults(#""[{""behavior"":""opened"",""points"":1}]""#).first?
        .hasPrefix("E_BEHAVIOR_TERMS") == true)
    #expect(
      try faults(#""[{""behavior"":""budget"",""points"":1001}]""#).first?.hasPrefix("E_POINTS")
        == true)
  }

  /// Rows of a file that match existing records change their behaviors like an edit.
  @Test func filesUpdateBehaviors() throws {
    try fixture.report(
      "external_id,customer,method,note,behavior\nA,Acme,phone,x,budget\nB,Acme,phone,x,\n",
      into: .activity)
    let changes =
      "external_id,customer,method,note,behavior\nA,Acme,phone,x,opened\nB,Acme,phone,x,opened\n"
    let filled = try fixture.report(changes, into: .activity) { $0.onDuplicate = .fill }
    #expect(filled.updated == 1)
    #expect(try score() == "25")
    let updated = try fixture.report(changes, into: .activity) { $0.onDuplicate = .update }
    #expect(updated.updated == 1)
    #expect(try score() == "10")
    try fixture.store.expectSound()
  }

  @Test func inactiveBehaviorsAreNotGiven() throws {
    try follow([("2026-03-01", "budget")])
    try edit(.behavior, 2, "active", "no")
    #expect(
      try fixture.faults("customer,method,note,behavior\nAcme,phone,x,budget\n", into: .activity)
        == ["E_INACTIVE 2:-"])
    // What it has, it keeps; what it has lost, it does not get again.
    try edit(.activity, 1, "behavior", "budget,opened")
    #expect(try score() == "25")
    try edit(.activity, 1, "behavior", "opened")
    #expect(throws: UserError.self) { try edit(.activity, 1, "behavior", "budget,opened") }
    #expect(try score() == "5")
    try follow([("2026-03-01", "budget")])
    #expect(try score() == "25")
  }

  /// A list with scores looks up the events of each customer by an index.
  @Test func scoresUseIndexes() throws {
    let facts = FactExpression(
      asOf: try #require(Day("2026-03-01")), session: fixture.store.session())
    for fact in ["score", "priority"] {
      let value = try #require(try facts.sql(fact, of: .customer, alias: "r"))
      let plan = try fixture.rows("EXPLAIN QUERY PLAN SELECT r.id, \(value) FROM customer r")
      for (events, columns) in [("e", "customer=?"), ("p", "customer=? AND behavior=? AND day=?")] {
        let search = "SEARCH \(events) USING COVERING INDEX behavior_event_customer (\(columns))"
        #expect(plan.contains { $0.contains(search) }, "\(plan)")
      }
      #expect(!plan.contains { $0.contains("SCAN e") || $0.contains("SCAN a") }, "\(plan)")
    }
  }

  // MARK: Rules

  @Test func whatACustomerIsCounts() throws {
    let scene = RuleScene(fixture.store)
    let rule = try scene.add("rule", Self.rule("maker", "industry = 制造", 15))
    try scene.add("rule", Self.rule("big", "level in (A, B) and phone is present", -5))
    try scene.add("rule", Self.rule("waiting", "days_since(last_activity) > 30", 7))
    try scene.edit("customer", 1, ["industry": "manufacturing", "level": "A"])
    #expect(try score() == "15")
    try scene.edit("customer", 1, ["phone": "13800138000"])
    #expect(try score() == "10")
    #expect(try customers(where: "score > 0") == ["Acme"])
    // Relative days count from the day that the score is asked for.
    #expect(try score(on: "2026-05-01") == "17")
    try follow([("2026-03-01", "budget")])
    #expect(try score() == "30")
    #expect(try customers(where: "priority = B") == ["Acme"])
    try scene.edit("rule", rule, ["active": "no"])
    #expect(try score() == "15")
    try scene.edit("rule", rule, ["active": "yes", "points": "100"])
    #expect(try score() == "115")
    try scene.delete("rule", rule)
    #expect(try score() == "15")
    try fixture.store.expectSound()
  }

  /// The conditions of rules look at the customer whose score is asked for, wherever that stands.
  @Test func rulesLookAtTheRightCustomer() throws {
    let scene = RuleScene(fixture.store)
    try scene.add("rule", Self.rule("daughter", "parent.industry = software and owner = admin", 40))
    try fixture.report("name,parent,industry,owner\nTop,,software,\n")
    try fixture.report("name,parent,owner\nMiddle,Top,admin\nLow,Middle,admin\n")
    #expect(try customers(where: "score = 40") == ["Middle"])
    #expect(try customers(where: "parent.score = 40") == ["Low"])
    #expect(try customers(where: "parent.parent.score = 0") == ["Low"])
    try fixture.report("name,customer,amount\nDeal,Middle,1\nDeal 2,Low,1\n", into: .opportunity)
    let session = fixture.store.session()
    let deals: [String] = try session.read { db in
      var query = try RecordQuery(.opportunity, session: session)
      let reader = try FieldReader(.option, session: session, db: db)
      try query.add(RecordFilter(conditions: ["customer.score = 40"]), reader: reader)
      return try db.values(try query.sql(["r.name"]))
    }
    #expect(deals == ["Deal"])
  }

  @Test func explanationsAddUp() throws {
    let scene = RuleScene(fixture.store)
    try scene.add("rule", Self.rule("named", "name = Acme", 15))
    try scene.add("rule", Self.rule("other", "name = Globex", 99))
    try follow([
      ("2026-01-01", "budget,opened,faded"), ("2026-01-01", "opened"), ("2026-01-01", "opened"),
      ("2026-03-01", "no answer"),
    ])
    let document = try ScoreExplanation(fixture.store.session()).document(of: "Acme")
    guard case .object(let entries) = document else {
      Issue.record("an explanation is an object")
      return
    }
    var sum: Int64 = 0
    for name in ["events", "rules"] {
      guard case .list(let parts)? = entries.first(where: { $0.name == name })?.value else {
        Issue.record("there are no \(name)")
        continue
      }
      #expect(parts.count == (name == "events" ? 6 : 2))
      for case .object(let part) in parts {
        if case .integer(let points)? = part.first(where: { $0.name == "points" })?.value {
          sum += points
        }
      }
    }
    #expect(try score() == "\(sum)")
    #expect(sum == 20 / 2 + 5 + 5 + 0 - 10 + 15)
  }

  /// No rule asks for what is made from the rules, not even of another customer.
  @Test(arguments: [
    "score > 3", "priority = A", "parent.score > 0", "name = x or parent.priority = B",
  ])
  func rulesAskNoScore(_ condition: String) throws {
    let scene = RuleScene(fixture.store)
    try scene.add("rule", Self.rule("cycle", condition, 1), expecting: .usage)
    let rule = try scene.add("rule", Self.rule("fine", "name = x", 1))
    try scene.edit("rule", rule, ["when": condition], expecting: .usage)
    #expect(try score() == "0")
  }

  @Test func scoreRulesNeedPointsAndCustomers() throws {
    let scene = RuleScene(fixture.store)
    var rule = Self.rule("r", "name = x", 1)
    rule["points"] = nil
    try scene.add("rule", rule, expecting: .usage)
    rule = Self.rule("r", "name = x", 1)
    rule["noun"] = "opportunity"
    try scene.add("rule", rule, expecting: .usage)
    rule = Self.rule("r", "name = x", 1)
    rule["when"] = nil
    try scene.add("rule", rule, expecting: .usage)
    rule["error"] = "no"
    try scene.add("rule", rule, expecting: .usage)
  }

  private static func rule(_ name: String, _ condition: String, _ points: Int) -> [String: String] {
    ["name": name, "kind": "score", "noun": "customer", "when": condition, "points": "\(points)"]
  }

  // MARK: Parts

  @discardableResult
  private func edit(_ noun: Noun, _ id: Int64, _ field: String, _ text: String) throws -> [Int64] {
    let session = fixture.store.session()
    return try session.write { db in
      try RecordEditor(noun, session: session, db: db)
        .edit([id], set: [(try #require(noun.field(field)), text)])
    }.value
  }

  private func delete(_ noun: Noun, _ id: Int64) throws {
    let session = fixture.store.session()
    _ = try session.write { try RecordPresence(noun, session: session, db: $0).delete([id]) }
  }

  private func customers(where condition: String) throws -> [String] {
    let session = fixture.store.session()
    return try session.read { db in
      var query = try RecordQuery(.customer, session: session)
      let reader = try FieldReader(.option, session: session, db: db)
      try query.add(RecordFilter(conditions: [condition]), reader: reader)
      return try db.values(try query.sql(["r.name"]))
    }
  }

  private func exported(_ noun: Noun) throws -> String {
    let session = fixture.store.session()
    let feed = try RecordExport(noun, session: session).feed()
    let sink = MemorySink()
    let output = ByteOutput(sink: sink)
    try session.read { db in
      var rows = RowSink(OutputFormat.csv.makeRenderer(style: RenderStyle(), to: output))
      try rows.begin(feed.columns)
      try feed.rows(db, &rows)
      try rows.end()
    }
    try output.finish()
    return try #require(sink.text)
  }
}
