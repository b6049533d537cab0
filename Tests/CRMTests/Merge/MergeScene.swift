import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Three customers of one company with everything that a customer can have: contacts, follow-ups,
/// opportunities, tags, a daughter, custom fields that refer to them.
struct MergeScene {
  let store: TestStore
  let scene: RuleScene

  init() throws {
    store = try TestStore()
    scene = RuleScene(store)
    for dict in [
      ["dictionary": "tag.group", "key": "size", "kind": "exclusive"],
      ["dictionary": "customer.industry", "key": "telecom"],
    ] {
      try scene.add("dict", dict)
    }
    for tag in [
      ["name": "VIP"], ["name": "big", "group": "size"], ["name": "small", "group": "size"],
    ] {
      try scene.add("tag", tag)
    }
    try scene.add("behavior", ["name": "has budget", "points": "20"])
    try scene.add(
      "field",
      ["noun": "opportunity", "key": "reseller", "type": "reference", "target": "customer"])
    for (name, more) in [
      ("华为技术", ["phone": "0755-28780808", "tag": "big"]),
      (
        "华为技术有限公司",
        [
          "email": "a@huawei.com", "tag": "VIP,small", "industry": "telecom",
          "external_id": "H-2",
        ]
      ),
      ("华为", ["email": "b@huawei.com", "address": "深圳", "parent": "2"]),
    ] {
      try scene.add("customer", ["name": name].merging(more) { $1 })
    }
    try scene.add("customer", ["name": "海思", "parent": "2"])
    for (customer, name, phone) in [
      ("1", "李娜", "13900139000"), ("1", "王芳", ""), ("2", "李娜", "13900139000 / 13900139001"),
      ("2", "王芳", "13900139002"), ("2", "赵敏", ""), ("3", "李娜", "13900139009"),
    ] {
      try scene.add("contact", ["customer": customer, "name": name, "phone": phone])
    }
    try scene.edit("contact", 3, ["decision_maker": "yes"])
    for customer in ["1", "2", "3"] {
      let opportunity = try scene.add(
        "opportunity",
        [
          "customer": customer, "name": "Deal \(customer)", "amount": "\(customer)00",
          "reseller": "3",
        ])
      try scene.add(
        "activity",
        [
          "customer": customer, "contact": customer == "1" ? "1" : "3",
          "opportunity": "\(opportunity)", "method": "phone", "note": "called",
          "behavior": "has budget",
        ].filter { customer != "3" || $0.key != "contact" })
    }
  }

  @discardableResult
  func merge(
    _ customers: [String], into survivor: String, taking takes: [String: String] = [:],
    as user: String? = nil, dryRun: Bool = false
  ) throws -> CustomerMerge.Result {
    try CustomerMerge(store.session(as: user, dryRun: dryRun)).merge(
      customers, into: survivor,
      taking: takes.sorted { $0.key < $1.key }.map { .init(field: $0.key, customer: $0.value) }
    ).value
  }

  func value<V: StoredValue>(_ sql: SQL, as type: V.Type = V.self) throws -> V {
    try #require(try store.session().read { try $0.value(sql, as: V.self) })
  }

  func rows(_ sql: SQL) throws -> [String] { try store.session().read { try $0.values(sql) } }

  func dump() throws -> StoreDump { try store.session().read(StoreDump.init) }

  /// The code with which something is refused.
  func refusal(_ body: () throws -> Void) -> UserError? {
    do {
      try body()
      return nil
    } catch {
      return error as? UserError
    }
  }
}
