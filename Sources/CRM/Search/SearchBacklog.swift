import Store

/// How far the blocks of the search index follow the journal.
struct SearchState {
  static let table = "search_state"

  /// The last operation whose new records they have.
  var operation: Int64 = 0
  /// The last change that they have.
  var change: Int64 = 0
  /// How many lines all blocks have.
  var lines = 0
  /// About how many records have lines.
  var records = 0

  /// A store that never had a block.
  init() {}

  init(in db: ReadTransaction) throws {
    guard
      let row = try db.row(
        "SELECT operation, change, lines, records FROM search_state",
        as: Int64.self, Int64.self, Int.self, Int.self)
    else { return }
    (operation, change, lines, records) = row
  }

  func save(in db: WriteTransaction) throws {
    let row = try DerivedRows(
      of: Self.table, columns: ["id", "operation", "change", "lines", "records"], in: db)
    try row.append(
      [
        .integer(1), .integer(operation), .integer(change), .integer(Int64(lines)),
        .integer(Int64(records)),
      ])
  }
}

/// The records of a noun that the blocks of the index may have wrong, because they were made,
/// changed or brought back since: the journal says which.
struct SearchBacklog {
  /// Of records that were made.
  private(set) var ranges: [ClosedRange<Int64>]
  /// Of records that were changed.
  private(set) var ids: [Int64]

  /// New records of the range given have their lines already.
  init(
    of searched: SearchedNoun, since state: SearchState, except known: ClosedRange<Int64>? = nil,
    in db: ReadTransaction
  ) throws {
    let table = searched.noun.table
    // The plus keeps to what happened last, instead of all that ever happened to the table.
    ranges = try db.rows(
      """
      SELECT first, last FROM creation
      WHERE operation > \(state.operation) AND +"table" = \(table) ORDER BY first
      """, as: Int64.self, Int64.self
    ).map { $0...$1 }
    if let writing = db as? WriteTransaction {
      // The operation that is running has not written what it made.
      ranges += writing.created(in: table, since: writing.beginning)
    }
    if let known { ranges = ranges.flatMap { $0.without(known) } }
    ids = try db.values(
      """
      SELECT DISTINCT record FROM field_change
      WHERE id > \(state.change) AND \(Self.mayConcern(searched, in: db))
        AND +"table" = \(table) AND field IN \(list: searched.watchedColumns) ORDER BY record
      """)
  }

  /// Leaves out the changes of a running operation that has changed other things, however many.
  private static func mayConcern(_ searched: SearchedNoun, in db: ReadTransaction) -> SQL {
    guard let writing = db as? WriteTransaction,
      writing.changedColumns(of: searched.noun.table).isDisjoint(with: searched.watchedColumns)
    else { return "1" }
    return "id < \(writing.firstChange)"
  }

  /// Hands the live records of the backlog to the body, as rows of the noun's selection.
  func stream(
    _ searched: SearchedNoun, in db: ReadTransaction,
    _ body: (borrowing RowCursor) throws -> Void
  ) throws {
    func rows(where predicate: SQL) throws {
      try db.stream(
        """
        SELECT \(searched.selection("r")) FROM \(identifier: searched.noun.table) r
        WHERE \(predicate) AND r.deleted_at IS NULL ORDER BY r.id
        """
      ) { row in
        try body(row)
        return true
      }
    }
    for range in ranges {
      try rows(where: "r.id BETWEEN \(range.lowerBound) AND \(range.upperBound)")
    }
    if !ids.isEmpty { try rows(where: "r.id IN \(ids: ids)") }
  }
}

extension ClosedRange<Int64> {
  /// What is left of it beside the other range.
  fileprivate func without(_ other: ClosedRange<Int64>) -> [ClosedRange<Int64>] {
    guard overlaps(other) else { return [self] }
    var rest: [ClosedRange<Int64>] = []
    if lowerBound < other.lowerBound { rest.append(lowerBound...(other.lowerBound - 1)) }
    if upperBound > other.upperBound { rest.append((other.upperBound + 1)...upperBound) }
    return rest
  }
}
