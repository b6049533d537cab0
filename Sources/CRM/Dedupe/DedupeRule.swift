import Catalogue
import Values

/// When two records of a noun are one and the same: all columns equal, none of them blank.
///
/// Several rules of a noun are alternatives. Unique fields of the catalogue are rules like any
/// other, so that one engine serves every way in.
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

  /// The rules of a noun, blocking ones first.
  package static func rules(for noun: Noun) -> [DedupeRule] {
    let unique = noun.uniqueFields.map { columns in
      let names = columns.map { column in
        noun.fields.first { $0.column == column || $0.keyColumn == column }?.name ?? column
      }
      return DedupeRule(name: names.joined(separator: " and "), columns: columns, action: .block)
    }
    return unique + (noun.name == Noun.customer.name ? customerRules : [])
  }

  /// The rules of a noun behind the rule that a user gives: these fields equal, all of them.
  package static func rules(for noun: Noun, matching fields: [String]) throws -> [DedupeRule] {
    guard !fields.isEmpty else { return rules(for: noun) }
    let columns = try fields.map { name in
      guard let field = noun.field(name), !field.isLink else {
        throw UserError(
          .usage, "--match: \(noun.name) has no field '\(name)'",
          hints: [NearestNames.hint(for: name, among: noun.fields.map(\.name))].compactMap { $0 })
      }
      return field.keyColumn ?? field.column
    }
    let own = DedupeRule(
      name: fields.joined(separator: " and "), columns: columns, action: .block)
    return [own] + rules(for: noun).filter { $0.columns != columns }
  }

  /// The default rules of 003, with the phone for individuals: there are thousands of 张伟.
  private static let customerRules = [
    DedupeRule(
      name: "name", columns: ["name_key"], condition: ("type", "enterprise"), action: .block),
    DedupeRule(
      name: "name and phone", columns: ["name_key", "phone_key"],
      condition: ("type", "individual"), action: .block),
    DedupeRule(name: "social credit code", columns: ["uscc_key"], action: .block),
    DedupeRule(name: "phone", columns: ["phone_key"], action: .warn),
  ]
}
