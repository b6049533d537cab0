import Catalogue
import Store
import Values

/// The form of a noun, blank or with the values of a record.
package struct RecordForm {
  private let noun: Noun
  private let session: Session
  private let db: ReadTransaction

  package init(_ noun: Noun, session: Session, in db: ReadTransaction) throws {
    self.noun = try session.noun(noun)
    self.session = session
    self.db = db
  }

  package func blank() throws -> FormText {
    var form = FormText(try FormLayout(of: noun, forEditing: false, in: db))
    for item in form.layout.items {
      if case .text(let text) = item.field.defaultValue { form.values[item.field.name] = text }
    }
    form.explanations = try explanations(form.layout)
    return form
  }

  package func filled(by id: Int64) throws -> FormText {
    let type: String? =
      noun.field("type") == nil
      ? nil : try db.value("SELECT type FROM \(identifier: noun.table) WHERE id = \(id)")
    let layout = try FormLayout(of: noun, type: type, forEditing: true, in: db)
    var form = FormText(layout, values: try values(of: id, layout))
    form.explanations = try explanations(layout)
    return form
  }

  /// Refuses changes of fields that no longer have the value that the form showed.
  package func refuseOverwriting(
    _ changes: [(field: Field, text: String)], of id: Int64, shown: FormText
  ) throws {
    let present = try values(of: id, shown.layout)
    for (field, _) in changes where present[field.name] != shown.values[field.name] {
      throw UserError(
        .conflict, "\(field.name) of \(noun.reference(id)) changed meanwhile",
        hints: ["it is '\(present[field.name] ?? "")' now"])
    }
  }

  /// As an export writes them, so that they can be read again.
  private func values(of id: Int64, _ layout: FormLayout) throws -> [String: String] {
    let columns = try RecordColumns(noun, session: session, forImport: true)
    let shown = try layout.items.map { try columns.required($0.field.name) }
    var values: [String: String] = [:]
    let writer = try FieldWriter(session: session, db: db)
    try db.stream(
      """
      SELECT \(shown.map(\.expression).joined(separator: ", "))
      FROM \(identifier: noun.table) r WHERE r.id = \(id)
      """
    ) { row in
      for (index, item) in layout.items.enumerated() {
        values[item.field.name] = try Self.text(row.scalar(index), of: item.field, writer)
      }
      return false
    }
    return values
  }

  private static func text(
    _ value: Scalar, of field: Field, _ writer: FieldWriter
  ) throws -> String {
    if field.type == .bool, case .integer(let number) = value { return number == 1 ? "yes" : "no" }
    return try writer.text(value, of: field) ?? ""
  }

  /// What people can choose from.
  private func explanations(_ layout: FormLayout) throws -> [String: String] {
    var explanations: [String: String] = [:]
    let reader = try FieldReader(.option, session: session, db: db)
    for field in layout.items.map(\.field) {
      if let list = field.type.optionList {
        let keys = try reader.optionList(list).entries.filter(\.isActive).map(\.key)
        explanations[field.name] =
          keys.prefix(20).joined(separator: ", ") + (keys.count > 20 ? ", …" : "")
        continue
      }
      switch field.type {
      case .choice(let choices):
        explanations[field.name] = choices.map(\.key).joined(separator: ", ")
      case .bool: explanations[field.name] = "yes, no"
      default: explanations[field.name] = field.isCustom ? field.help : nil
      }
    }
    return explanations.filter { !$0.value.isEmpty }
  }
}
