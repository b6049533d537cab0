import Catalogue
import Conditions
import Store
import Values

/// `set FIELD = VALUE`, `clear FIELD`: by the same code as `edit`.
struct SetAction: AutomationAction {
  let written: RuleAction
  private let field: Field
  private let text: String
  private let noun: Noun

  init(
    _ field: Field, _ name: Condition.Value, _ value: Condition.Value?, _ scene: ActionScene
  ) throws {
    noun = scene.noun
    self.field = field
    let value = value.flatMap { TrimmedBytes.trimmed($0.text).isEmpty ? nil : $0 }
    try scene.placed(name) {
      try RecordEditor.refuseUneditable(field, of: scene.noun)
      try Self.refuseDecided(field, of: scene.noun, in: scene.db)
      if value == nil { try RecordEditor.refuseClearing(field, of: scene.noun, in: scene.db) }
    }
    var canonical = value
    if let value {
      try scene.placed(value) { canonical?.text = try Self.canonical(value.text, field, scene) }
    }
    text = canonical?.text ?? ""
    written = .set(field: .init(field.name, place: name.place), canonical)
  }

  func change(
    _ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    let reader = try FieldReader(.option, session: session, db: db)
    let draft = try Self.draft(text, field, of: noun, reader)
    _ = try RecordEditor(noun, session: session, db: db).edit(ids, set: [field], as: draft)
  }

  /// Keys of options; what depends on the day when it is read stays as it was written.
  private static func canonical(
    _ text: String, _ field: Field, _ scene: ActionScene
  ) throws -> String {
    let draft = try draft(text, field, of: scene.noun, scene.reader)
    switch field.type {
    case .dictionary, .choice: return draft.string(try draft.number(of: field.column)) ?? text
    default: return text
    }
  }

  private static func draft(
    _ text: String, _ field: Field, of noun: Noun, _ reader: FieldReader
  ) throws -> RecordDraft {
    let draft = RecordDraft(noun)
    // What a relative date stands for is another day each time.
    let tellsDates = reader.tellsDates
    reader.tellsDates = false
    defer { reader.tellsDates = tellsDates }
    if field.isLink {
      draft.links[field.name] = try reader.ids(text, as: field)
      return draft
    }
    var text = text
    let column = try draft.number(of: field.column)
    try text.withUTF8 { try reader.read($0, as: field, into: column, of: draft) }
    return draft
  }

  /// Two that decide one field would never come to rest.
  private static func refuseDecided(
    _ field: Field, of noun: Noun, in db: ReadTransaction
  ) throws {
    guard
      try db.exists(
        """
        SELECT 1 FROM classification WHERE noun = \(noun.name) AND field = \(field.name)
          AND mode = 'rules' AND deleted_at IS NULL
        """)
    else { return }
    throw UserError(
      .no, "rules of classification decide \(field.name) of a \(noun.name)", code: "E_CLASSIFIED",
      hints: [
        "'crm rule add classification' gives it values;"
          + " 'crm classification edit \(noun.name).\(field.name) --mode manual' frees it"
      ])
  }
}
