import Catalogue
import Store
import Values

/// A record of the store as a configuration file would say it.
struct ConfigurationRecord {
  let id: Int64
  let layout: ConfigurationLayout
  private let scalars: [String: Scalar]
  /// The ids behind N:M fields.
  private let links: [String: [Int64]]

  /// The live records that the condition over the alias `r` picks, in the order of the file.
  static func all(
    _ layout: ConfigurationLayout, where condition: SQL, in db: ReadTransaction
  ) throws -> [ConfigurationRecord] {
    let noun = layout.noun
    let columns = RecordDraft(noun).columns
    let names = (["id"] + columns).map { "r.\(identifier: $0)" as SQL }
    var rows: [[Scalar]] = []
    try db.stream(
      """
      SELECT \(names.joined(separator: ", ")) FROM \(identifier: noun.table) r
      WHERE (\(condition)) AND r.deleted_at IS NULL ORDER BY \(order(of: layout))
      """
    ) { row in
      rows.append(names.indices.map { row.scalar($0) })
      return true
    }
    return try rows.compactMap { row in
      guard case .integer(let id) = row[0] else { return nil }
      return ConfigurationRecord(
        id: id, layout: layout,
        scalars: Dictionary(uniqueKeysWithValues: zip(columns, row.dropFirst())),
        links: try links(of: id, layout, in: db))
    }
  }

  /// By position where there is one; never by ids, which differ from store to store.
  private static func order(of layout: ConfigurationLayout) -> SQL {
    let noun = layout.noun
    var keys = noun.defaultSort.filter { $0 != "id" && $0 != layout.whole?.name }
    if layout.position == nil { keys.append(layout.title.name) }
    return
      (keys.map { key -> SQL in
        key.hasPrefix("-")
          ? "r.\(identifier: String(key.dropFirst())) DESC" : "r.\(identifier: key)"
      } + ["r.id"]).joined(separator: ", ")
  }

  private static func links(
    of id: Int64, _ layout: ConfigurationLayout, in db: ReadTransaction
  ) throws -> [String: [Int64]] {
    var links: [String: [Int64]] = [:]
    for field in layout.fields {
      guard case .references(_, let link) = field.type else { continue }
      links[field.name] = try db.values(
        """
        SELECT \(identifier: link.target) FROM \(identifier: link.table)
        WHERE \(identifier: link.owner) = \(id) ORDER BY 1
        """)
    }
    return links
  }

  // MARK: Values

  var title: String { text(of: layout.title) ?? "" }
  var group: String? { layout.group.flatMap(text) }

  var position: Int64 {
    guard let field = layout.position, case .integer(let value) = scalars[field.column] else {
      return 0
    }
    return value
  }

  private func text(of field: Field) -> String? {
    if case .text(let text) = scalars[field.column] { text } else { nil }
  }

  func scalar(_ field: Field) -> Scalar { scalars[field.column] ?? .null }

  func targets(of field: Field) -> [Int64] { links[field.name] ?? [] }

  /// Whether the draft has other values in this field.
  func differs(from draft: RecordDraft, in field: Field) throws -> Bool {
    if field.isLink { return Set(draft.links[field.name] ?? []) != Set(targets(of: field)) }
    return try [field.column, field.keyColumn].compactMap { $0 }.contains { column in
      draft.scalar(try draft.number(of: column)) != scalars[column]
    }
  }
}
