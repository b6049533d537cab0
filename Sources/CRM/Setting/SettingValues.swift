import Store
import Values

/// The settings of a store, read and written.
struct SettingValues {
  private let db: ReadTransaction

  init(in db: ReadTransaction) {
    self.db = db
  }

  /// What the store keeps, which every store has for every setting.
  func text(of setting: Setting) throws -> String {
    guard
      let text: String = try db.value("SELECT value FROM setting WHERE name = \(setting.name)")
    else {
      throw UserError(
        .configuration, "the store has no setting \(setting.name)", hints: ["run 'crm fsck'"])
    }
    return text
  }

  func isOn(_ setting: Setting) throws -> Bool { try text(of: setting) == "yes" }

  func number(_ setting: Setting) throws -> Int64 {
    let text = try text(of: setting)
    guard let number = Int64(text) else {
      throw UserError(
        .configuration, "the setting \(setting.name) is '\(text)', which is no number",
        hints: ["run 'crm fsck'"])
    }
    return number
  }

  /// Keeps a value that was read by the setting's field.
  static func write(_ value: Scalar, to setting: Setting, in db: WriteTransaction) throws {
    try db.update(
      "setting", where: "name = \(setting.name)",
      set: [("value", "\(try kept(value, of: setting))")])
  }

  /// How a value is kept: always as text, so that people can read the table.
  static func kept(_ value: Scalar, of setting: Setting) throws -> String {
    switch (value, setting.field.type) {
    case (.integer(let number), .bool): number == 1 ? "yes" : "no"
    case (.integer(let number), _): String(number)
    case (.text(let text), _): text
    case (.null, _): throw UserError.bug("the setting \(setting.name) without a value")
    }
  }
}
