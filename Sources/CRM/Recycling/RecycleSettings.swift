import Store
import Values

/// What holds for recycling as a whole, whatever the rules say.
package struct RecycleSettings: Sendable {
  /// The settings, by the names that documents give them.
  package static let all: [(name: String, setting: Setting)] = [
    ("protect_days", .protectDays), ("lock_cap", .lockCap), ("not_ready_cap", .notReadyCap),
  ]

  /// The values, in the order of `all`.
  package static func values(in db: ReadTransaction) throws -> [(name: String, value: Int64)] {
    let settings = SettingValues(in: db)
    return try all.map { ($0.name, try settings.number($0.setting)) }
  }

  /// Keeps values that were given; only an admin changes what holds for everybody.
  package static func write(
    _ values: [(setting: Setting, value: Int)], session: Session
  ) throws -> Written<[(name: String, value: Int64)]> {
    try session.write { db in
      try session.actor().requireAdmin(to: "change the settings of the pools")
      for (setting, value) in values {
        guard case .integer(let range) = setting.field.type, range.contains(Int64(value)) else {
          throw UserError(
            .usage, "\(setting.name) cannot be \(value)",
            hints: ["it takes a whole number from 0 on: \(setting.field.help)"])
        }
        try SettingValues.write(.integer(Int64(value)), to: setting, in: db)
      }
      return try self.values(in: db)
    }
  }
}
