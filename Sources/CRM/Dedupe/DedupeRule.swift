import Catalogue
import Store
import Values

/// When two records of a noun are one and the same: all columns equal, none of them blank.
///
/// Several rules of a noun are alternatives. Unique fields of the catalogue are rules like those that
/// people make (`Noun.dedupeRule`), so that one engine serves every way in.
package struct DedupeRule: Sendable {
  package enum Action: String, Sendable {
    /// An equal record is refused.
    case block
    /// An equal record is pointed out.
    case warn
    /// Two equal records are two: no later rule takes them for one.
    case allow
  }

  /// The name in messages: the fields that are equal.
  package var name: String
  /// Columns that are equal; `phone_key` is equal when the records share any number, their
  /// contacts' included.
  package var columns: [String]
  /// The type that both records have; nil: any.
  package var type: String?
  /// What both records fulfil, in the canonical text of the condition language; nil: nothing.
  package var condition: String?
  package var action: Action
  /// Whether people made the rule: a unique field of the catalogue lets nobody in.
  package var isConfigured = false
  /// The rules in front of it by which two records are allowed to be equal.
  package var exceptions: [DedupeRule] = []

  /// Holds any number of phone numbers, each of which counts.
  static let phoneColumn = "phone_key"

  /// Whether numbers are among what is compared.
  var comparesNumbers: Bool { columns.contains(Self.phoneColumn) }

  /// The columns that are compared whole.
  var plainColumns: [String] { columns.filter { $0 != Self.phoneColumn } }

  /// The nouns that people make rules about.
  package static let nouns: [Noun] = [.customer]

  /// Whether people make rules about the noun.
  package static func areMade(for noun: Noun) -> Bool {
    nouns.contains { $0.name == noun.name }
  }

  /// Whether rules that people make may refuse records of the noun: also contacts, whose numbers count for
  /// their customer.
  package static func mayRefuse(_ noun: Noun) -> Bool {
    areMade(for: noun) || noun.name == Noun.contact.name
  }

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
      return DedupeRule(
        name: names.joined(separator: " and "), columns: columns,
        condition: noun.uniqueConditions[columns], action: .block)
    }
  }

  /// The rules that people made; those that allow something belong to the ones behind them.
  package static func configured(
    for noun: Noun, in db: ReadTransaction
  ) throws -> [DedupeRule] {
    let rules = try made(for: noun, in: db)
    return rules.filter { $0.action == .block } + rules.filter { $0.action == .warn }
  }

  /// The rules by which two records of a noun are allowed to be equal.
  static func allowing(_ noun: Noun, in db: ReadTransaction) throws -> [DedupeRule] {
    try made(for: noun, in: db).filter { $0.action == .allow }
  }

  /// All that people made, in order.
  private static func made(for noun: Noun, in db: ReadTransaction) throws -> [DedupeRule] {
    guard areMade(for: noun) else { return [] }
    var rules: [DedupeRule] = []
    for (name, type, text, action, condition) in try db.rows(
      """
      SELECT name, type, keys, action, condition FROM dedupe_rule
      WHERE noun = \(noun.name) AND active = 1 AND deleted_at IS NULL ORDER BY position, id
      """, as: String.self, String?.self, String.self, String.self, String?.self)
    {
      let fields = try FieldNames.split(text).map { field in
        guard let field = noun.field(field) else {
          throw UserError.bug("the dedupe rule '\(name)' compares no field of a \(noun.name)")
        }
        return field
      }
      guard let action = Action(rawValue: action) else {
        throw UserError.bug("the dedupe rule '\(name)' has no action")
      }
      var rule = DedupeRule(
        name: fields.map { $0.label.english.lowercased() }.joined(separator: " and "),
        columns: fields.map(\.comparedColumn), type: type, condition: condition, action: action,
        isConfigured: true)
      if action != .allow { rule.exceptions = rules.filter { $0.action == .allow } }
      rules.append(rule)
    }
    return rules
  }
}

extension Field {
  /// Where two records are equal in the field whatever its spelling.
  fileprivate var comparedColumn: String { keyColumn ?? column }
}
