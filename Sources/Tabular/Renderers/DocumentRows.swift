/// A document seen as rows: an object is one row, a list of objects one row each.
///
/// So documents go through the same renderers as lists. What is nested deeper than a list of
/// plain values stands as JSON in its cell.
struct DocumentRows {
  let columns: [Column]
  private let objects: [[Document.Entry]]

  init(_ document: Document) {
    objects =
      switch document {
      case .object(let entries): [entries]
      case .list(let items): items.map(Self.entries)
      default: [Self.entries(of: document)]
      }
    var columns: [Column] = []
    var places: [String: Int] = [:]
    for entry in objects.joined() {
      let kind = Self.kind(of: entry.value)
      if let place = places[entry.name] {
        // A column whose first values are null takes its kind from the first that is not.
        if columns[place].kind == .text, let kind { columns[place].kind = kind }
      } else {
        places[entry.name] = columns.count
        columns.append(Column(entry.name, label: entry.label, kind: kind ?? .text))
      }
    }
    self.columns = columns
  }

  /// Sends all the rows through a renderer; an empty list, whose columns nobody knows, is nothing.
  func render(by renderer: any RowRenderer) throws {
    guard !objects.isEmpty else { return }
    var renderer = renderer
    try renderer.begin(columns)
    var row = RowBuffer()
    for entries in objects {
      row.removeAll()
      for column in columns {
        let entry = entries.first { $0.name == column.name }
        try Self.append(entry?.value ?? .null, to: &row)
      }
      try renderer.row(row)
    }
    try renderer.end()
  }

  private static func entries(of document: Document) -> [Document.Entry] {
    if case .object(let entries) = document { return entries }
    return [Document.Entry("value", document)]
  }

  private static func kind(of value: Document) -> ColumnKind? {
    switch value {
    case .null, .text, .object: nil
    case .bool: .bool
    case .integer: .integer
    case .decimal: .decimal(scale: 0)
    case .instant: .instant
    case .list(let items): items.allSatisfy(\.isText) ? .list : nil
    }
  }

  private static func append(_ value: Document, to row: inout RowBuffer) throws {
    switch value {
    case .null: row.appendNull()
    case .bool(let value): row.append(integer: value ? 1 : 0)
    case .integer(let value): row.append(integer: value)
    case .decimal(let text), .text(let text), .instant(let text): row.append(text: text)
    case .list(let items) where items.allSatisfy(\.isText):
      row.append(text: items.compactMap(\.text).joined(separator: ","))
    case .list, .object: row.append(text: try value.json())
    }
  }
}
