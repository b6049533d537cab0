import Catalogue
import Store
import Values

/// A classification is kept only for a field that rules can decide.
final class ClassificationCreation: CreationRules {
  private let context: CreationContext
  private let name, noun, field, mode, onNone: Int

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.classification)
    name = try draft.number(of: "name")
    noun = try draft.number(of: "noun")
    field = try draft.number(of: "field")
    mode = try draft.number(of: "mode")
    onNone = try draft.number(of: "on_none")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let text = draft.string(name) else { return }
    guard let dot = text.firstIndex(of: ".") else {
      throw UserError(
        .usage, "'\(text)' names no field of a noun", code: "E_FIELD",
        hints: ["write NOUN.FIELD, such as customer.level"])
    }
    let target = try RuledNoun.find(
      String(text[..<dot]), in: context.session.catalogue)
    let classified = try ClassifiedField(String(text[text.index(after: dot)...]), of: target)
    draft.set(noun, text: target.name)
    draft.set(field, text: classified.field.name)
    draft.set(name, text: "\(target.name).\(classified.field.name)")
    draft.fill(mode, with: .text("rules"))
    let rest = try NoMatch(
      draft.string(onNone) ?? NoMatch.keep.stored, of: classified, reader: context.reader)
    draft.set(onNone, text: rest.stored)
  }
}

/// A changed classification is checked like a new one.
enum ClassificationChange {
  @Sendable
  static func changed(_ change: RecordChange) throws {
    try check(change.ids, in: change.db, session: change.session)
  }

  @Sendable
  static func presenceChanged(
    _ ids: [Int64], in db: WriteTransaction, session: Session
  ) throws {
    try check(ids, in: db, session: session)
  }

  private static func check(_ ids: [Int64], in db: WriteTransaction, session: Session) throws {
    let reader = try FieldReader(.option, session: session, db: db)
    for (id, noun, field, mode, onNone) in try db.rows(
      """
      SELECT id, noun, field, mode, on_none FROM classification
      WHERE id IN \(ids: ids) AND deleted_at IS NULL
      """, as: Int64.self, String.self, String.self, String?.self, String?.self)
    {
      let target = try RuledNoun.find(noun, in: session.catalogue)
      let classified = try ClassifiedField(field, of: target)
      let rest = try NoMatch(onNone ?? NoMatch.keep.stored, of: classified, reader: reader)
      try db.update(
        "classification", where: "id = \(id)",
        set: [("mode", "\(mode ?? "rules")"), ("on_none", "\(rest.stored)")], touching: false)
    }
  }
}
