import Store
import Values

/// Keeps the text that `crm search` looks through: the lines of many records in one block.
///
/// Blocks may lag behind, because the journal tells which records they have wrong
/// (`SearchBacklog`), and an old line does no harm, because whoever finds one compares it with the
/// record. So single changes cost nothing here: only when the backlog has grown, lines are added
/// for what is in it, and when most lines are old ones, all is made anew. A large import writes the
/// lines of its records along with them (`SearchBlocks`), because reading a million back costs.
struct SearchIndex {
  private let db: WriteTransaction
  private let allowance: Int64
  private let linesPerBlock: Int

  /// The allowance is how much may have happened that the blocks do not have.
  init(
    in db: WriteTransaction, allowance: Int64 = 1024,
    linesPerBlock: Int = SearchBlocks.standardLines
  ) {
    self.db = db
    self.allowance = allowance
    self.linesPerBlock = linesPerBlock
  }

  /// Called once at the end of every operation: brings the blocks up when they lag too far behind, or
  /// when the operation has written some.
  func keepUp(with written: SearchBlocks? = nil) throws {
    let state = try SearchState(in: db)
    let lag = try max(
      madeRecords(since: state), db.lastChange - state.change, db.operation - state.operation,
      Int64(db.removed))
    if lag > allowance || written?.drafted != nil { try extend(state, with: written) }
  }

  /// How many records were made since; unless this operation made some, nobody needs to know.
  private func madeRecords(since state: SearchState) throws -> Int64 {
    let tables = SearchedNoun.all.map(\.noun.table)
    let own = tables.flatMap { db.created(in: $0, since: db.beginning) }
    guard !own.isEmpty else { return 0 }
    let earlier: Int64? = try db.value(
      """
      SELECT ifnull(sum(last - first + 1), 0) FROM creation
      WHERE operation > \(state.operation) AND +"table" IN \(list: tables)
      """)
    return own.reduce(earlier ?? 0) { $0 + Int64($1.count) }
  }

  /// Makes all blocks anew.
  func rebuild() throws {
    try db.removeDerived(SearchBlocks.table)
    var state = SearchState()
    for searched in SearchedNoun.all {
      let blocks = try SearchBlocks(of: searched, lines: linesPerBlock, in: db)
      try db.stream(
        """
        SELECT \(searched.selection("r")) FROM \(identifier: searched.noun.table) r
        WHERE r.deleted_at IS NULL ORDER BY r.id
        """
      ) { row in
        try blocks.append(row)
        return true
      }
      state.lines += try blocks.finish()
    }
    state.records = state.lines
    try save(state)
  }

  /// Adds lines for what happened since.
  private func extend(_ before: SearchState, with written: SearchBlocks?) throws {
    var state = before
    for searched in SearchedNoun.all {
      let own = written?.searched.rank == searched.rank ? written : nil
      let blocks = try own ?? SearchBlocks(of: searched, lines: linesPerBlock, in: db)
      let backlog = try SearchBacklog(of: searched, since: before, except: own?.drafted, in: db)
      try backlog.stream(searched, in: db) { try blocks.append($0) }
      state.lines += try blocks.finish()
      state.records += backlog.ranges.reduce(own?.drafted?.count ?? 0) { $0 + $1.count }
    }
    state.records = max(0, state.records - db.removed)
    // More than every other line is an old one.
    if state.lines > 2 * state.records + 10_000 { return try rebuild() }
    try save(state)
  }

  /// What was done up to here is in the blocks; an operation that comes to nothing has no number.
  private func save(_ state: SearchState) throws {
    var state = state
    state.operation = db.touchedTables.isEmpty ? db.operation - 1 : db.operation
    state.change = db.lastChange
    try state.save(in: db)
  }
}
