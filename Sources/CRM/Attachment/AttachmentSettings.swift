import Catalogue
import Store
import Values

extension Setting {
  package static let attachmentLimit = Setting(
    field: Field(
      "attachment.max_mb", .integer(1...1_000_000), "Largest file", "附件大小上限（MB）",
      "How many megabytes an attached file may have (attach settings)"), standard: "100")
}

/// How large an attached file may be.
package enum AttachmentSettings {
  /// In megabytes.
  package static func limit(in db: ReadTransaction) throws -> Int64 {
    try SettingValues(in: db).number(.attachmentLimit)
  }

  /// Only an admin changes what holds for everybody.
  package static func setLimit(_ megabytes: Int, session: Session) throws -> Written<Int64> {
    try session.write { db in
      try session.actor().requireAdmin(to: "change the settings of attachments")
      guard case .integer(let range) = Setting.attachmentLimit.field.type,
        range.contains(Int64(megabytes))
      else {
        throw UserError(
          .usage, "a file cannot have \(megabytes) MB at most",
          hints: ["--max-mb takes a whole number from 1 to 1000000"])
      }
      try SettingValues.write(.integer(Int64(megabytes)), to: .attachmentLimit, in: db)
      return Int64(megabytes)
    }
  }
}
