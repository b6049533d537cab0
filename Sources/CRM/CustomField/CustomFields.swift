import Catalogue
import Store
import Values

/// The custom fields of a store, as part of its catalogue.
package struct CustomFields {
  static let table = "custom_field"

  package let catalogue: Catalogue

  package init(in db: ReadTransaction, currency: Currency) throws {
    let rows = try db.rows(
      """
      SELECT id, noun, key, name, type, target, label_en, label_zh, description, required, "unique",
        "default", min, max, length, listed
      FROM custom_field WHERE deleted_at IS NULL ORDER BY noun, position, id
      """, as: Int64.self, String.self, String.self, String.self, String.self, String?.self,
      String.self, String.self, String?.self, Bool.self, Bool.self, String?.self, String?.self,
      String?.self, Int?.self, Bool.self)
    catalogue = Catalogue.builtIn.adding(
      try rows.map { row in
        guard let type = CustomFieldType(rawValue: row.4) else {
          throw UserError(
            .configuration, "the field \(row.3) has the unknown type '\(row.4)'",
            hints: ["a newer version of crm may have made it"])
        }
        let column = Self.column(of: row.0)
        var field = Field(
          row.2, type.fieldType(name: row.3, target: row.5, column: column), row.6, row.7,
          isRequired: row.9,
          isListed: row.15, row.8 ?? row.6)
        field.isCustom = true
        field.column = column
        field.limits.isUnique = row.10
        field.limits.isAddress = type == .url
        field.defaultValue = try row.11.map { try type.scalar($0, currency: currency) }
        field.limits.minimum = try row.12.map { try type.number($0, currency: currency) }
        field.limits.maximum = try row.13.map { try type.number($0, currency: currency) }
        let bounds = [row.12.map { "at least \($0)" }, row.13.map { "at most \($0)" }]
        field.limits.range =
          bounds.contains { $0 != nil }
          ? bounds.compactMap { $0 }.joined(separator: ", ") : nil
        field.limits.length = row.14
        return (row.1, field)
      })
  }

  /// The catalogue of the store in a directory, whoever asks; nil where there is none.
  package static func catalogue(ofStoreIn directory: String) throws -> Catalogue? {
    guard Store.exists(in: directory) else { return nil }
    let store = try Store(openAt: directory, mode: .reading, schema: .current)
    return try store.read { db in
      try CustomFields(in: db, currency: StoreSettings(from: db).currency).catalogue
    }
  }

  /// The column that holds the values of a field.
  ///
  /// It is named by the field's number, so that a field of another type may take the name of one
  /// that was deleted, and the values of the deleted one can come back.
  static func column(of field: Int64) -> String { "custom_\(field)" }

  /// The key of the field whose values lie in a column that history names, fields that are gone
  /// included; other columns are their own names.
  static func name(ofColumn column: SQL) -> SQL {
    let number: SQL = "CAST(substr(\(column), 8) AS INTEGER)"
    return """
      iif(\(column) GLOB 'custom_[0-9]*', coalesce(
        (SELECT key FROM custom_field WHERE id = \(number)),
        (SELECT content ->> '$.key' FROM removal
          WHERE "table" = 'custom_field' AND record = \(number) LIMIT 1), \(column)), \(column))
      """
  }

  /// Fits the store to fields that came, went or changed; called at the end of every operation that
  /// touched them, one that takes another back included.
  static func changed(session: Session, in db: WriteTransaction) throws {
    try session.reloadCatalogue(from: db)
    if db.request.undoes == nil { try CustomFieldSettlement(session: session, in: db).run() }
    for noun in try session.catalogue.nouns {
      try refuseOrphanedValues(of: noun, in: db)
      try rebuildView(of: noun, in: db)
    }
  }

  /// A field cannot be taken back while records have values of it.
  private static func refuseOrphanedValues(of noun: Noun, in db: WriteTransaction) throws {
    for column in try db.columns(of: noun.table) where column.hasPrefix("custom_") {
      guard try isOrphan(column, in: db) else { continue }
      try refuse(
        "SELECT id FROM \(identifier: noun.table) WHERE \(identifier: column) IS NOT NULL", noun, db
      )
    }
    for table in try db.values(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'custom_[0-9]*'",
      as: String.self)
    where try isOrphan(table, in: db) {
      try refuse("SELECT DISTINCT record FROM \(identifier: table)", noun, db)
    }
  }

  private static func isOrphan(_ column: String, in db: ReadTransaction) throws -> Bool {
    guard let number = Int64(column.dropFirst("custom_".count)) else { return false }
    return try !db.exists("SELECT 1 FROM custom_field WHERE id = \(number)")
  }

  private static func refuse(_ records: SQL, _ noun: Noun, _ db: ReadTransaction) throws {
    let count: Int = try db.value("SELECT count(*) FROM (\(records))") ?? 0
    guard count > 0 else { return }
    throw UserError(
      .conflict, "\(count.counted(noun.name)) got a value of the field since",
      code: "E_CHANGED_SINCE", hints: ["'crm field delete' hides it and keeps the values"])
  }

  /// The documented view of the noun, with its custom fields behind its own columns.
  private static func rebuildView(of noun: Noun, in db: WriteTransaction) throws {
    guard let (_, query) = Schema001.viewQueries.first(where: { $0.noun == noun.name }) else {
      return
    }
    let own = SQL(text: query)
    let custom = noun.fields.filter(\.isCustom).map { field in
      "\(value(of: field)) AS \(identifier: field.name)" as SQL
    }
    try db.replaceView(
      "v_\(noun.name)",
      with: custom.isEmpty
        ? own
        : """
        SELECT v.*, \(custom.joined(separator: ", ")) FROM (\(own)) v
        JOIN \(identifier: noun.table) t ON t.id = v.id
        """)
  }

  /// The value of the row `t`; the keys of several, separated by commas.
  private static func value(of field: Field) -> SQL {
    guard case .references(_, let link) = field.type else { return "t.\(identifier: field.column)" }
    return """
      (SELECT group_concat(key, ',') FROM (SELECT d.key FROM \(identifier: link.table) l
        JOIN dictionary_entry d ON d.id = l.\(identifier: link.target)
        WHERE l.\(identifier: link.owner) = t.id ORDER BY d.position, d.id))
      """
  }
}
