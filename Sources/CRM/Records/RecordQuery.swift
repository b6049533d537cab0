import Catalogue
import Conditions
import Store
import Tabular
import Values

/// A list of records of one noun: what is selected, in which order, with which columns.
package struct RecordQuery {
  package let noun: Noun
  package var conditions: [SQL] = []
  package var showsDeleted = false
  /// Field names; `-` in front descends.
  package var sort: [String] = []
  package var limit: Int?
  private let session: Session
  private let available: RecordColumns

  /// With `forImport`, values are written so that an import into another store reads them.
  package init(_ noun: Noun, session: Session, forImport: Bool = false) throws {
    self.noun = try session.noun(noun)
    self.session = session
    available = try RecordColumns(noun, session: session, forImport: forImport)
  }

  package var fieldNames: [String] { available.ownNames }

  package var importableNames: [String] { available.importableNames }

  /// Adds `field = one of these`; an empty text means "has no value".
  package mutating func filter(
    _ field: Field, anyOf texts: [String], reader: FieldReader
  ) throws {
    let tests = texts.map { text in
      let text = TrimmedBytes.trimmed(text)
      return Condition.test(
        .init(.init([field.name]), text.isEmpty ? .missing : .compare(.equal, .init(text))))
    }
    guard let first = tests.first else { return }
    let condition = tests.count == 1 ? first : .any(tests)
    conditions.append(
      try ConditionCompiler(
        condition, text: "", for: noun, sight: try session.actor().sight, session: session,
        reader: reader
      ).sql())
  }

  /// Adds conditions and views.
  package mutating func add(_ filter: RecordFilter, reader: FieldReader) throws {
    conditions += try filter.sql(for: noun, session: session, reader: reader)
  }

  /// The list as rows, with the columns that `--fields` asks for.
  package func feed(fields: String?, default defaults: [String]? = nil) throws -> RowFeed {
    let standard = defaults ?? ["id"] + (noun.fields + noun.facts).filter(\.isListed).map(\.name)
    let columns = try available.selected(fields, default: standard)
    var feed = RowFeed(columns: columns.map(\.column), query: try sql(columns.map(\.expression)))
    feed.isSelected = true
    return feed
  }

  /// The columns of these names, each of which there has to be.
  package func columns(_ names: [String]) throws -> [RecordColumn] {
    try names.map(available.required)
  }

  package func sql(_ expressions: [SQL]) throws -> SQL {
    let visible = RecordScope.visible(
      noun, alias: "r", to: try session.actor(), deleted: showsDeleted)
    var sql: SQL = """
      SELECT \(expressions.joined(separator: ", ")) FROM \(identifier: noun.table) r
      WHERE \(([visible] + conditions).conjunction())
      ORDER BY \(try order(selecting: expressions))
      """
    if let limit { sql += " LIMIT \(limit)" }
    return sql
  }

  /// The keys in order, made total by the id.
  ///
  /// What is selected is named by its place, lest a score is worked out twice. In an order that nobody
  /// asked for, what has no day comes last.
  private func order(selecting selected: [SQL]) throws -> SQL {
    let keys = sort.isEmpty ? noun.defaultSort : sort
    var parts: [SQL] = []
    for key in keys {
      let name = key.hasPrefix("-") ? String(key.dropFirst()) : key
      let column = try available.required(name)
      let expression = column.order ?? column.expression
      let place = selected.firstIndex(of: expression).map { SQL(text: String($0 + 1)) }
      let isOpenEnd = sort.isEmpty && column.column.kind == .day
      parts.append(
        (place ?? expression) + (key.hasPrefix("-") ? " DESC" : "")
          + (isOpenEnd ? " NULLS LAST" : ""))
    }
    if !keys.contains("id"), !keys.contains("-id") { parts.append("r.id") }
    return parts.joined(separator: ", ")
  }
}
