import Catalogue
import Store
import Values

/// Makes a store from a template: settings, option lists, roles, the first admin, the public pool
/// and a pipeline, as one operation.
package struct StoreInitialization {
  package var template: Template
  package var language: Language
  package var currency: Currency
  package var zone: Zone
  /// The login and name of the first admin; the operating-system account is linked with it.
  package var admin: String

  package init(
    template: Template, language: Language, currency: Currency, zone: Zone, admin: String
  ) {
    self.template = template
    self.language = language
    self.currency = currency
    self.zone = zone
    self.admin = admin
  }

  package func run(_ invocation: Invocation) throws {
    let request = OperationRequest(
      at: invocation.now, actor: nil, systemAccount: invocation.systemAccount,
      command: invocation.commandJSON, message: invocation.message)
    try Store.create(in: invocation.storeDirectory, schema: .current, request: request) { db in
      let settings = [
        (name: "core.currency", value: currency.code), ("core.timezone", zone.identifier),
        ("core.template", template.name), (FollowStates.reversible, "no"),
      ]
      for (name, value) in settings + ScoreBands.standard.settings {
        try db.insert("setting", [("name", .text(name)), ("value", .text(value))])
      }
      try insertOptionLists(into: db, now: invocation.now)
      try insertPeople(into: db, now: invocation.now, account: invocation.systemAccount)
      try insertRecord(
        "pool", [("name", .text(PublicPool.name)), ("priority", .integer(1000))], into: db,
        now: invocation.now)
      try insertPipeline(into: db, now: invocation.now)
    }
  }

  private func insertOptionLists(into db: WriteTransaction, now: Instant) throws {
    for (name, entries) in template.optionLists {
      for (position, entry) in entries.enumerated() {
        try insertRecord(
          "dictionary_entry",
          [
            ("dictionary", .text(name)), ("key", .text(entry.key)),
            ("name", .text("\(name).\(entry.key)")), ("label_en", .text(entry.label.english)),
            ("label_zh", .text(entry.label.chinese)),
            ("position", .integer(Int64(position + 1) * 10)), ("kind", entry.kind.scalar),
          ], into: db, now: now)
      }
    }
  }

  private func insertPeople(into db: WriteTransaction, now: Instant, account: String) throws {
    let user = try insertRecord(
      "user",
      [("login", .text(admin)), ("name", .text(admin)), ("os_account", .text(account))],
      into: db, now: now)
    for (name, remark) in template.roles {
      let role = try insertRecord(
        "role", [("name", .text(name)), ("remark", .text(remark[language]))], into: db, now: now)
      if name == "admin" {
        try db.insert("user_role", [("user", .integer(user)), ("role", .integer(role))])
      }
    }
  }

  private func insertPipeline(into db: WriteTransaction, now: Instant) throws {
    let pipeline = try insertRecord(
      "pipeline", [("name", .text(template.pipeline.name[language])), ("position", .integer(10))],
      into: db, now: now)
    for (position, stage) in template.pipeline.stages.enumerated() {
      try insertRecord(
        "stage",
        [
          ("pipeline", .integer(pipeline)), ("name", .text(stage.label[language])),
          ("kind", .text(stage.kind)), ("position", .integer(Int64(position + 1) * 10)),
          ("probability", .integer(stage.probability)),
        ], into: db, now: now)
    }
  }

  @discardableResult
  private func insertRecord(
    _ table: String, _ values: [(column: String, value: Scalar)], into db: WriteTransaction,
    now: Instant
  ) throws -> Int64 {
    let stamp = Scalar.text(now.description)
    return try db.insert(table, values + [("created_at", stamp), ("updated_at", stamp)])
  }
}
