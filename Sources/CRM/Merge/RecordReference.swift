import Catalogue
import Store

/// A column that names records of a noun.
struct RecordReference: Hashable, Sendable {
  let table: String
  let column: String
  /// The column that says which noun is meant, where it may be several.
  let nounColumn: String?

  init(_ table: String, _ column: String, nounColumn: String? = nil) {
    self.table = table
    self.column = column
    self.nounColumn = nounColumn
  }

  /// Tables that tell what happened to a record: that stays its own when it is merged into another.
  ///
  /// Each event begins where the one before ended, what people were told stays told, and pins belong
  /// to the values that rules were kept from. Telephone numbers follow from their record by triggers.
  static let histories: Set<String> = [
    "status_event", "ownership_event", "notification", "rule_firing", "classification_pin",
    MergedRecords.table, "phone_number",
  ]

  /// All columns that name records of the table, histories aside: foreign keys, fields of the
  /// catalogue, and columns called `record` beside one called `noun`.
  ///
  /// They are found in the schema, so that tables which come later are served like those that there
  /// are.
  static func all(
    to table: String, catalogue: Catalogue, in db: ReadTransaction
  ) throws -> [RecordReference] {
    var found = Set(
      try db.rows(
        """
        SELECT m.name, f."from" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
        WHERE m.type = 'table' AND f."table" = \(table)
        """, as: String.self, String.self
      ).map { RecordReference($0.0, $0.1) })
    if let noun = catalogue.nouns.first(where: { $0.table == table }) {
      found.formUnion(fields(to: noun, in: catalogue))
      found.formUnion(
        try db.values(
          """
          SELECT m.name FROM sqlite_schema m WHERE m.type = 'table'
            AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'noun')
            AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'record')
          """, as: String.self
        ).map { RecordReference($0, "record", nounColumn: "noun") })
    }
    return found.filter { !histories.contains($0.table) }
      .sorted { ($0.table, $0.column) < ($1.table, $1.column) }
  }

  /// Custom fields have no foreign keys.
  private static func fields(to noun: Noun, in catalogue: Catalogue) -> [RecordReference] {
    catalogue.nouns.flatMap { owner in
      owner.fields.compactMap { field in
        switch field.type {
        case .reference(noun.name): RecordReference(owner.table, field.column)
        case .references(noun.name, let link): RecordReference(link.table, link.target)
        default: nil
        }
      }
    }
  }
}
