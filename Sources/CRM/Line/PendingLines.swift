/// The lines of the record that is being made: they are written once it is there.
///
/// A record that was refused after it was prepared leaves its id to the next one, and nothing here.
final class PendingLines {
  private let inserter: LineInserter
  private var held: (record: Int64, lines: [Line])?

  init(_ inserter: LineInserter) {
    self.inserter = inserter
  }

  /// Writes the lines of the record before, if it was inserted: its id is taken then.
  func begin(_ id: Int64) throws {
    if let held, held.record < id { try inserter.insert(held.lines, of: held.record) }
    held = nil
  }

  func hold(_ lines: [Line], of record: Int64) { held = (record, lines) }

  /// Writes the lines of the last record, and notes all of them in the journal.
  func finish(_ ids: Range<Int64>) throws {
    if let held, ids.contains(held.record) { try inserter.insert(held.lines, of: held.record) }
    held = nil
    try inserter.finish()
  }
}
