import Catalogue
import Store
import Values

/// Checks custom fields against the records that there are, when fields came or changed: limits
/// that contradict each other, values that are not unique, records without a required value.
struct CustomFieldSettlement {
  private let session: Session
  private let db: WriteTransaction
  private let reader: FieldReader

  init(session: Session, in db: WriteTransaction) throws {
    self.session = session
    self.db = db
    reader = try FieldReader(.option, session: session, db: db)
  }

  func run() throws {
    for noun in try session.catalogue.nouns {
      for field in noun.fields where field.isCustom {
        try settle(field, of: noun)
      }
    }
  }

  private func settle(_ field: Field, of noun: Noun) throws {
    let name = "\(noun.name).\(field.name)"
    guard
      let (id, typeName, fallback, min, max) = try db.row(
        """
        SELECT id, type, "default", min, max FROM custom_field
        WHERE name = \(name) AND deleted_at IS NULL
        """, as: Int64.self, String.self, String?.self, String?.self, String?.self),
      let type = CustomFieldType(rawValue: typeName)
    else { throw UserError.bug("there is no field \(name)") }
    if type == .multiselect, field.isRequired || field.limits.isUnique {
      throw wrong(name, "a multiple choice is neither required nor unique")
    }
    try checkLimits(field, type, name, hasRange: min != nil || max != nil)
    let value = try fallback.map { try canonical($0, of: field, type) }
    if let value, value.text != fallback {
      try db.update(
        CustomFields.table, where: "id = \(id)", set: [("default", "\(value.text)")],
        touching: false)
    }
    if field.isRequired { try fillMissing(field, of: noun, with: value?.scalar) }
    if field.limits.isUnique { try requireUnique(field, of: noun) }
  }

  private func checkLimits(
    _ field: Field, _ type: CustomFieldType, _ name: String, hasRange: Bool
  ) throws {
    if hasRange, !type.isNumber { throw wrong(name, "min and max are for numbers") }
    if field.limits.length != nil, !type.hasLength { throw wrong(name, "length is for texts") }
    if let low = field.limits.minimum, let high = field.limits.maximum, low > high {
      throw wrong(name, "min is larger than max")
    }
  }

  /// The default as it is stored in records, and as it is kept.
  private func canonical(
    _ text: String, of field: Field, _ type: CustomFieldType
  ) throws -> (scalar: Scalar, text: String) {
    guard type.hasDefault else {
      throw wrong(field.name, "a \(type.rawValue) has no default")
    }
    let scalar = try reader.scalar(text, as: field)
    try field.limits.check(scalar, of: field)
    switch (type, scalar) {
    case (.bool, .integer(let value)): return (scalar, value == 1 ? "yes" : "no")
    case (_, .text(let text)): return (scalar, text)
    default: return (scalar, text)
    }
  }

  /// Gives the default to records that have no value of a required field.
  private func fillMissing(_ field: Field, of noun: Noun, with value: Scalar?) throws {
    let missing: SQL = "\(identifier: field.column) IS NULL AND deleted_at IS NULL"
    if let value {
      try db.update(noun.table, where: missing, set: [(field.column, "\(value)")])
      return
    }
    let count: Int =
      try db.value("SELECT count(*) FROM \(identifier: noun.table) WHERE \(missing)") ?? 0
    guard count == 0 else {
      throw UserError(
        .usage, "\(field.name) is required, and \(count.counted(noun.name)) would have no value",
        code: "E_REQUIRED", hints: ["--default gives them one"])
    }
  }

  private func requireUnique(_ field: Field, of noun: Noun) throws {
    let shared: Scalar? = try db.value(
      """
      SELECT \(identifier: field.column) FROM \(identifier: noun.table)
      WHERE deleted_at IS NULL AND \(identifier: field.column) IS NOT NULL
      GROUP BY 1 HAVING count(*) > 1 LIMIT 1
      """)
    if let shared {
      throw UserError(
        .duplicate, "\(field.name) is to be unique, and several \(noun.plural) have \(shared)",
        code: "E_DUPLICATE")
    }
    try db.addIndex(on: field.column, of: noun.table)
  }

  private func wrong(_ name: String, _ message: String) -> UserError {
    UserError(.usage, "\(name): \(message)", code: "E_FIELD")
  }
}
