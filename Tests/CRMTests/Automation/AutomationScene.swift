import CRM
import Catalogue
import Store
import Testing
import Values

/// Rules of automation at work in a store with the users wang and li, and a team around wang.
struct AutomationScene {
  let store: TestStore
  let records: RuleScene
  let wang: Int64
  let li: Int64

  init() throws {
    store = try TestStore()
    records = RuleScene(store)
    try records.add("team", ["name": "East"])
    wang = try records.add(
      "user", ["name": "Wang", "login": "wang", "role": "sales", "team": "East"])
    li = try records.add("user", ["name": "Li", "login": "li", "role": "manager"])
  }

  /// Adds a rule; `do` and `when` are their texts.
  @discardableResult
  func rule(
    _ name: String, on events: String, of noun: String = "customer", when condition: String? = nil,
    do actions: String, once: String? = nil, expecting exit: ExitCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Int64 {
    var values = ["name": name, "kind": "automation", "noun": noun, "on": events, "do": actions]
    values["when"] = condition
    values["once"] = once
    return try records.add("rule", values, expecting: exit, sourceLocation: sourceLocation)
  }

  @discardableResult
  func customer(_ name: String, _ values: [String: String] = [:]) throws -> Int64 {
    try records.add(
      "customer", values.merging(["name": name, "owner": "wang"]) { own, _ in own })
  }

  /// What a user's inbox tells: `customer/1 the text`, without follow-ups that are due.
  func inbox(_ user: String) throws -> [String] {
    try texts(
      """
      SELECT coalesce(noun || '/' || record, records || ' ' || noun) || ' '
        || coalesce(text, rule_name)
      FROM notification n JOIN "user" u ON u.id = n."user"
      WHERE u.login = \(user) AND read_at IS NULL AND undone_by IS NULL ORDER BY n.id
      """)
  }

  func texts(_ sql: SQL) throws -> [String] {
    try store.session().read { try $0.values(sql) }
  }

  func number(_ sql: SQL) throws -> Int {
    try store.session().read { try $0.value(sql) } ?? 0
  }

  /// Moves the clock on by days.
  func wait(days: Int) { store.now = store.now.adding(seconds: Int64(days) * 86_400) }

  func runSchedule(_ names: [String] = []) throws -> [Int] {
    try AutomationRun(store.session()).run(names).value.map(\.records)
  }

  func follow(_ customer: Int64) throws {
    try records.add(
      "activity", ["customer": "\(customer)", "method": "phone", "note": "called"])
  }
}
