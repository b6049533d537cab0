import Catalogue
import Store
import Values

/// New custom fields: a column of the noun's table each, and a value for the records that there are
/// when every record has to have one.
final class CustomFieldCreation: CreationRules {
  private let context: CreationContext
  private let columns: Columns
  private let positions: NextPosition

  init(_ context: CreationContext) throws {
    self.context = context
    positions = NextPosition(in: CustomFields.table, context.db)
    columns = try Columns()
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let name = draft.string(columns.noun), let key = draft.string(columns.key),
      let type = draft.string(columns.type).flatMap(CustomFieldType.init)
    else { return }
    // A configuration asks about fields that there are already.
    let catalogue = try context.session.catalogue.removing(column: CustomFields.column(of: id))
    let noun = try CustomFieldRules.noun(name, in: catalogue)
    try CustomFieldRules.checkKey(key, of: noun, in: catalogue)
    draft.set(columns.noun, text: noun.name)
    draft.set(columns.name, text: "\(noun.name).\(key)")
    if !draft.hasValue(columns.english) {
      draft.set(columns.english, text: draft.string(columns.chinese) ?? key)
    }
    if !draft.hasValue(columns.chinese) {
      draft.set(columns.chinese, text: draft.string(columns.english) ?? key)
    }
    if !draft.hasValue(columns.position) {
      draft.set(
        columns.position,
        integer: try positions.next(in: noun.name, where: "noun = \(noun.name)"))
    }
    try CustomFieldRules.checkTarget(draft.string(columns.target), of: type, in: catalogue)
  }

  func finish(_ ids: Range<Int64>) throws {
    let db = context.db
    for (id, name, type) in try db.rows(
      """
      SELECT id, noun, type FROM custom_field WHERE id >= \(ids.lowerBound) AND id < \(ids.upperBound)
      """, as: Int64.self, String.self, String.self)
    {
      guard let noun = Catalogue.builtIn.noun(name), let type = CustomFieldType(rawValue: type)
      else { throw UserError.bug("the field \(id) is of no noun") }
      let column = CustomFields.column(of: id)
      if let columnType = type.columnType {
        try db.addColumn(column, columnType, to: noun.table)
      } else {
        try db.addLinkTable(column, from: noun.table, to: Noun.dict.table)
      }
    }
    try context.session.reloadCatalogue(from: db)
  }
}

extension CustomFieldCreation {
  /// The numbers of the columns that the rules read and write.
  private struct Columns {
    let noun, key, name, type, target, english, chinese: Int
    let position: Int

    init() throws {
      let draft = RecordDraft(.customField)
      noun = try draft.number(of: "noun")
      key = try draft.number(of: "key")
      name = try draft.number(of: "name")
      type = try draft.number(of: "type")
      target = try draft.number(of: "target")
      english = try draft.number(of: "label_en")
      chinese = try draft.number(of: "label_zh")
      position = try draft.number(of: "position")
    }
  }
}
