import Catalogue
import Store
import Tabular
import Values

/// One column of a list: a field of the noun, or something derived from one.
package struct RecordColumn {
  package var column: Column
  /// The value, over the noun's table under the alias `r`.
  package var expression: SQL
  /// What it is sorted by, when that is not the value itself.
  package var order: SQL?

  /// The name under which a reference shows its record: a user's login, else its title.
  package static func display(of noun: Noun) -> String {
    noun.name == Noun.user.name ? "login" : noun.titleField
  }
}

/// The columns that a noun's records can be listed with.
package struct RecordColumns {
  package let noun: Noun
  private let settings: StoreSettings
  private let language: Language
  private let catalogue: Catalogue
  private let facts: FactExpression
  private let sight: PoolVisibility
  /// Whether keys of option lists are shown by their labels.
  private let showsLabels: Bool
  /// Whether values are written so that an import into another store reads them.
  private let isForImport: Bool
  /// What only files have besides the fields.
  private let fileColumns: [RecordColumn]

  package init(_ noun: Noun, session: Session, forImport isForImport: Bool = false) throws {
    self.isForImport = isForImport
    self.noun = try session.noun(noun)
    settings = try session.settings()
    language = session.language
    catalogue = try session.catalogue
    facts = FactExpression(asOf: try session.today(), session: session)
    sight = try session.actor().sight
    showsLabels = session.invocation.isForPeople && !isForImport
    let rules = isForImport ? try NounBehavior.of(noun).fileColumns : nil
    fileColumns = rules?.exportedColumns(of: settings.currency, in: language) ?? []
  }

  /// All names that `--fields` and `--sort` take, in order.
  package var names: [String] {
    ownNames + fileColumns.map(\.column.name)
      + noun.facts.filter { !$0.isListed }.map(\.name)
  }

  /// Those that the record itself answers, without a look at others, and facts that every list shows.
  package var ownNames: [String] {
    ["id", "ref"] + noun.fields.map(\.name) + noun.facts.filter(\.isListed).map(\.name)
      + noun.fields.compactMap { field in
        if case .reference = field.type { return field.name + "_id" }
        return nil
      }
  }

  /// What an import reads, in order.
  package var importableNames: [String] {
    noun.fields.filter { $0.setter != .computed }.map(\.name) + fileColumns.map(\.column.name)
  }

  /// Nil when the noun has no such column.
  package func column(_ name: String) throws -> RecordColumn? {
    switch name {
    case "id":
      return RecordColumn(
        column: Column("id", label: "ID", kind: .integer), expression: "r.id")
    case "ref":
      return RecordColumn(
        column: Column("ref", label: language == .chinese ? "记录" : "Record", kind: .text),
        expression: "\(noun.name + "/") || r.id", order: "r.id")
    default: break
    }
    if let field = noun.field(name) { return column(of: field) }
    if isForImport, let column = fileColumns.first(where: { $0.column.name == name }) {
      return column
    }
    if let fact = noun.facts.first(where: { $0.name == name }) {
      return try facts.sql(name, of: noun, alias: "r").flatMap { column(of: fact, $0) }
    }
    if name.hasSuffix("_id"), let field = noun.field(String(name.dropLast(3))),
      case .reference(let target) = field.type
    {
      return RecordColumn(
        column: Column(name, label: field.label[language] + " ID", kind: .text),
        expression: "\(target + "/") || r.\(identifier: field.column)",
        order: "r.\(identifier: field.column)")
    }
    return nil
  }

  private func column(of field: Field, _ value: SQL? = nil) -> RecordColumn? {
    let plain =
      value ?? sight.value("r.\(identifier: field.column)", of: field, of: noun, alias: "r")
    let kind: ColumnKind
    var expression = plain
    switch field.type {
    case .text, .longText, .phone, .email, .socialCreditCode:
      kind = .text
      if isForImport, field.name == "external_id" {
        expression = PortableName(noun, in: catalogue).externalID("r")
      }
    case .integer: kind = .integer
    case .money:
      kind = .money(code: settings.currency.code, digits: settings.currency.minorDigits)
    case .decimal(let scale): kind = .decimal(scale: scale)
    case .bool: kind = .bool
    case .day: kind = .day
    case .instant: kind = .instant
    case .choice(let choices):
      kind = .text
      if showsLabels {
        let cases = choices.map { "WHEN \($0.key) THEN \($0.label[language])" as SQL }
        expression = "CASE \(plain) \(cases.joined(separator: " ")) ELSE \(plain) END"
      }
    case .dictionary(let name):
      kind = .text
      if showsLabels { expression = label(of: plain, in: name) }
    case .reference(let name):
      guard let target = catalogue.noun(name) else { return nil }
      kind = .text
      let name: SQL =
        isForImport
        ? PortableName(target, in: catalogue).reference("x")
        : "x.\(identifier: RecordColumn.display(of: target))"
      expression = "(SELECT \(name) FROM \(identifier: target.table) x WHERE x.id = \(plain))"
    case .references(let name, let link):
      guard let target = catalogue.noun(name) else { return nil }
      kind = .list
      let name =
        link.list != nil && showsLabels
        ? "label_\(language.rawValue)" : RecordColumn.display(of: target)
      let order: SQL = link.list == nil ? "1" : "x.position, x.id"
      expression = """
        (SELECT group_concat(name, ',') FROM (
          SELECT x.\(identifier: name) AS name
          FROM \(identifier: link.table) l
          JOIN \(identifier: target.table) x ON x.id = l.\(identifier: link.target)
          WHERE l.\(identifier: link.owner) = r.id ORDER BY \(order)))
        """
    }
    return RecordColumn(
      column: Column(field.name, label: field.label[language], kind: kind),
      expression: expression)
  }

  /// The label of a key; a key that is no longer listed stands for itself.
  private func label(of key: SQL, in list: String) -> SQL {
    """
    ifnull((SELECT d.\(identifier: "label_\(language.rawValue)") FROM dictionary_entry d
      WHERE d.name = \(list + ".") || \(key) AND d.deleted_at IS NULL), \(key))
    """
  }

  /// The columns that `--fields` asks for: names, or additions and removals to the default.
  package func selected(_ text: String?, default defaults: [String]) throws -> [RecordColumn] {
    try FieldSelection.names(text, default: defaults).map(required)
  }

  package func required(_ name: String) throws -> RecordColumn {
    guard let column = try column(name) else {
      throw UserError(
        .usage, "\(noun.name) has no field '\(name)'",
        hints: [NearestNames.hint(for: name, among: names)].compactMap { $0 }
          + ["'--fields help' lists the fields"])
    }
    return column
  }
}
