import Catalogue
import Store
import Values

/// Adds tags to records and takes tags off them; what is so already stays so.
package struct Tagging {
  private let noun: Noun
  private let session: Session

  package init(_ noun: Noun, session: Session) {
    self.noun = noun
    self.session = session
  }

  /// Returns the records that changed; all of them do, or none.
  package func change(
    _ selection: RecordSelection, adding added: [String], removing removed: [String]
  ) throws -> Written<[Int64]> {
    let field = try field()
    guard !added.isEmpty || !removed.isEmpty else {
      throw UserError(
        .usage, "no tag is named", hints: ["--add TAG puts one on, --remove TAG takes one off"])
    }
    return try session.write { db in
      let reader = try FieldReader(.option, session: session, db: db)
      let (on, off) = try (
        reader.ids(added.joined(separator: ","), as: field),
        reader.ids(removed.joined(separator: ","), as: field)
      )
      if let both = on.first(where: off.contains) {
        let name: String = try db.value("SELECT name FROM tag WHERE id = \(both)") ?? ""
        throw UserError(.usage, "the tag '\(name)' is both added and removed")
      }
      let ids = try selection.ids(of: noun, session: session, in: db)
      return try change(ids, adding: on, removing: off, in: db)
    }
  }

  /// The same for tags that have been found.
  func change(
    _ ids: [Int64], adding on: [Int64], removing off: [Int64], in db: WriteTransaction
  ) throws -> [Int64] {
    let field = try field()
    let changed = try RecordLinks(field, of: noun, session: session, db: db)
      .change(ids, adding: on, removing: off)
    guard !changed.isEmpty else { return [] }
    try NounBehavior.of(noun).edited(changed, db)
    try NounBehavior.of(noun).changed(
      RecordChange(noun: noun, ids: changed, fields: [field.name], db: db, session: session))
    return changed
  }

  private func field() throws -> Field {
    guard let field = noun.field("tag") else {
      throw UserError.bug("a \(noun.name) has no tags")
    }
    return field
  }
}
