import Catalogue
import Store
import Values

/// Makes a store from a template: settings, the first admin, the built-in pools and whatever the
/// template says, as one operation.
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
    let file = try template.file(in: language, catalogue: .builtIn)
    let request = OperationRequest(
      at: invocation.now, actor: nil, systemAccount: invocation.systemAccount,
      command: invocation.commandJSON, message: invocation.message)
    try Store.create(in: invocation.storeDirectory, schema: .current, request: request) { db in
      let settings = [
        (name: "core.currency", value: currency.code), ("core.timezone", zone.identifier),
        ("core.template", template.name),
      ]
      for (name, value) in settings + Setting.all.map({ ($0.name, $0.standard) }) {
        try db.insert("setting", [("name", .text(name)), ("value", .text(value))])
      }
      let user = try insertRecord(
        "user",
        [
          ("login", .text(admin)), ("name", .text(admin)),
          ("os_account", .text(invocation.systemAccount)),
        ], into: db, now: invocation.now)
      for (name, holding) in PublicPool.new {
        try insertRecord(
          "pool",
          [
            ("name", .text(name)), ("holds", .text(holding.rawValue)), ("priority", .integer(1000)),
          ], into: db, now: invocation.now)
      }
      let session = Session(
        making: invocation, settings: StoreSettings(currency: currency, zone: zone),
        actor: Actor(id: user, login: admin, isAdmin: true))
      try ConfigurationRun(file, session: session, db: db).run()
      try makeAdmin(user, in: db)
      try OperationEnd.run(session: session, in: db)
    }
  }

  private func makeAdmin(_ user: Int64, in db: WriteTransaction) throws {
    let role: Int64? = try db.value(
      "SELECT id FROM role WHERE name = 'admin' AND deleted_at IS NULL")
    guard let role else { throw UserError.bug("the template \(template.name) has no role admin") }
    try db.insert("user_role", [("user", .integer(user)), ("role", .integer(role))])
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
