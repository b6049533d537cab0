import Store
import Values

/// The settings that a store was made with.
package struct StoreSettings: Sendable {
  package var currency: Currency
  /// The zone whose calendar days limits, recycling and reports count.
  package var zone: Zone

  package init(currency: Currency, zone: Zone) {
    self.currency = currency
    self.zone = zone
  }

  init(from db: ReadTransaction) throws {
    var values: [String: String] = [:]
    for (name, value) in try db.rows(
      "SELECT name, value FROM setting", as: String.self, String.self)
    {
      values[name] = value
    }
    guard let code = values["core.currency"], let currency = Currency(code: code),
      let timeZone = values["core.timezone"]
    else {
      throw UserError(
        .configuration, "the store's settings are incomplete", hints: ["run 'crm fsck'"])
    }
    self.currency = currency
    zone = try Zone(identifier: timeZone)
  }
}
