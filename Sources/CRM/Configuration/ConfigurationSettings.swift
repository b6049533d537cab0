import Catalogue
import Store
import Values
import YAML

/// The section of a configuration file that holds the settings of the store.
struct ConfigurationSettings {
  private let file: ConfigurationFile
  private let db: WriteTransaction
  private let reader: FieldReader

  init(_ file: ConfigurationFile, session: Session, db: WriteTransaction) throws {
    self.file = file
    self.db = db
    reader = try FieldReader(.file, session: session, db: db)
  }

  /// The settings as the file has them.
  static func node(in db: ReadTransaction) throws -> YAMLNode {
    let values = SettingValues(in: db)
    return .mapping(
      try Setting.all.map {
        let text = shown(try values.text(of: $0), of: $0)
        return .init($0.name, $0.field.type == .text ? .text(text) : .literal(text))
      })
  }

  /// A value that is kept, as a file has it.
  private static func shown(_ kept: String, of setting: Setting) -> String {
    guard setting.field.type == .bool else { return kept }
    return kept == "yes" ? "true" : "false"
  }

  /// Gives the settings that the file names their values.
  ///
  /// What has to hold of several of them is asked when all have their values.
  func run(_ log: inout ConfigurationLog) throws {
    guard let first = file.settings.first else { return }
    for entry in file.settings {
      try file.location(entry.place).locating { try write(entry, &log) }
    }
    try file.location(first.place).locating {
      try ScoreBands(in: db).check()
      try CustomerTypes(in: db).checkStock(in: db)
      try Numbering.check(in: db)
    }
  }

  private func write(
    _ entry: ConfigurationFile.SettingEntry, _ log: inout ConfigurationLog
  ) throws {
    let setting = entry.setting
    let value = try read(entry)
    let after = try SettingValues.kept(value, of: setting)
    let before = try SettingValues(in: db).text(of: setting)
    guard after != before else { return }
    try SettingValues.write(value, to: setting, in: db)
    log.add(
      ConfigurationChange(
        action: .change, reference: try reference(of: setting), name: setting.name,
        field: "value", before: Self.shown(before, of: setting),
        after: Self.shown(after, of: setting), records: 0), title: setting.name)
  }

  private func read(_ entry: ConfigurationFile.SettingEntry) throws -> Scalar {
    do {
      return try reader.scalar(entry.text, as: entry.setting.field)
    } catch var error as UserError {
      error.code = "E_SETTING"
      throw error
    }
  }

  /// As the history names the row: `setting/4`.
  private func reference(of setting: Setting) throws -> String {
    let id: Int64? = try db.value("SELECT id FROM setting WHERE name = \(setting.name)")
    guard let id else { throw UserError.bug("there is no setting \(setting.name)") }
    return "setting/\(id)"
  }
}
