import Store
import Values

/// Writes lines of one noun into blocks of the search index, one after the other.
final class SearchBlocks {
  static let table = "search_block"
  /// So many records share a block that reading one is reading ahead.
  static let standardLines = 4096

  let searched: SearchedNoun
  /// The records whose lines came from drafts; their ids are consecutive.
  private(set) var drafted: ClosedRange<Int64>?
  private let lines: Int
  private let rows: DerivedRows
  private var columns: [Int] = []
  private var text: [UInt8] = []
  private var first: Int64 = 0
  private var count = 0
  private var total = 0

  init(of searched: SearchedNoun, lines: Int = standardLines, in db: WriteTransaction) throws {
    self.searched = searched
    self.lines = lines
    rows = try DerivedRows(of: Self.table, columns: ["noun", "first", "text"], in: db)
  }

  /// Adds the line of the row that a query of the noun's selection stands on.
  func append(_ row: borrowing RowCursor) throws {
    searched.appendLine(of: row, to: &text)
    try endLine(of: row.integer(0))
  }

  /// Adds the line of a record that was just made from a draft.
  func append(_ draft: RecordDraft, as id: Int64) throws {
    if columns.isEmpty { columns = try searched.columns(of: draft) }
    searched.appendLine(of: draft, columns, as: id, to: &text)
    drafted = (drafted?.lowerBound ?? id)...id
    try endLine(of: id)
  }

  /// Writes what is left and returns how many lines there were.
  func finish() throws -> Int {
    try write()
    return total
  }

  private func endLine(of id: Int64) throws {
    first = count == 0 ? id : min(first, id)
    count += 1
    total += 1
    if count == lines { try write() }
  }

  private func write() throws {
    guard count > 0 else { return }
    try text.withUnsafeBufferPointer {
      try rows.append([.text(searched.noun.name), .integer(first)], text: $0)
    }
    count = 0
    text.removeAll(keepingCapacity: true)
  }
}
