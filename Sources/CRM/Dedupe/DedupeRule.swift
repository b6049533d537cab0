import Catalogue
import Store
import Values

/// When two records of a noun are one and the same: all columns equal, none of them blank.
///
/// Several rules of a noun are alternatives. Unique fields of the catalogue are rules like those that
/// people make (`Noun.dedupeRule`), so that one engine serves every way in.
package struct DedupeRule: Sendable {
  package enum Action: Sendable {
    case block, warn
  }

  /// The name in messages: the fields that are equal.
  package var name: String
  /// Columns that are equal; `phone_key` is equal when the records share any number, their
  /// contacts' included.
  package var columns: [String]
  /// A column that must hold a value for the rule to apply, on both sides.
  package var condition: (column: String, value: String)?
  package var action: Action

  /// Holds any number of phone numbers, each of which counts.
  static let phoneColumn = "phone_key"

  /// The nouns that people make rules about.
  static let nouns: [Noun] = [.customer]

  /// The rules of a noun that act, blocking ones first: one that only warns does not hide them.
  package static func rules(for noun: Noun, in db: ReadTransaction) throws -> [DedupeRule] {
    try unique(of: noun) + configured(for: noun, in: db)
  }

  /// The rules of a noun behind the rule that a user gives: these fields equal, all of them.
  package static func rules(
    for noun: Noun, matching fields: [String], in db: ReadTransaction
  ) throws -> [DedupeRule] {
    guard !fields.isEmpty else { return try rules(for: noun, in: db) }
    let columns = try fields.map { name in
      guard let field = noun.field(name), !field.isLink else {
        throw UserError(
          .usage, "--match: \(noun.name) has no field '\(name)'",
          hints: [NearestNames.hint(for: name, among: noun.fields.map(\.name))].compactMap { $0 })
      }
      return field.comparedColumn
    }
    let own = DedupeRule(
      name: fields.joined(separator: " and "), columns: columns, action: .block)
    return [own] + (try rules(for: noun, in: db)).filter { $0.columns != columns }
  }

  /// The unique fields of the noun.
  static func unique(of noun: Noun) -> [DedupeRule] {
    noun.uniqueFields.map { columns in
      let names = columns.map { column in
        noun.fields.first { $0.column == column || $0.keyColumn == column }?.name ?? column
      }
      return DedupeRule(name: names.joined(separator: " and "), columns: columns, action: .block)
    }
  }

  /// The rules that people made.
  private static func configured(
    for noun: Noun, in db: ReadTransaction
  ) throws -> [DedupeRule] {
    guard nouns.contains(where: { $0.name == noun.name }) else { return [] }
    return try db.rows(
      """
      SELECT name, type, keys, action FROM dedupe_rule
      WHERE noun = \(noun.name) AND active = 1 AND deleted_at IS NULL
      ORDER BY action, position, id
      """, as: String.self, String?.self, String.self, String.self
    ).map { name, type, text, action in
      let fields = try FieldNames.split(text).map { name in
        guard let field = noun.field(name) else {
          throw UserError.bug("the dedupe rule '\(name)' compares no field of a \(noun.name)")
        }
        return field
      }
      return DedupeRule(
        name: fields.map { $0.label.english.lowercased() }.joined(separator: " and "),
        columns: fields.map(\.comparedColumn), condition: type.map { ("type", $0) },
        action: action == "warn" ? .warn : .block)
    }
  }
}

extension Field {
  /// Where two records are equal in the field whatever its spelling.
  fileprivate var comparedColumn: String { keyColumn ?? column }
}
