import Store
import Values

/// Writes the product lines and stage events of new opportunities while they are inserted.
///
/// Only the current record's are held: they go into their tables when the next record begins, so
/// that a million opportunities need no more memory than one. A record that was refused after it
/// was prepared leaves its id to the next one, and nothing here.
final class OpportunityHistory {
  /// The arrival in a stage; where the opportunity came from is the arrival before.
  struct Arrival {
    var stage: Int64
    /// An instant, as text.
    var at: String
    var by: Int64?
    var amount: Int64?
    /// Percent.
    var probability: Int64
  }

  private let db: WriteTransaction
  private var record: Int64?
  private var lines: [Line] = []
  private var arrivals: [Arrival] = []
  private let lineInserter: LineInserter
  private var eventInserter: BulkInsert?

  init(_ db: WriteTransaction) {
    self.db = db
    lineInserter = LineInserter(.opportunity, in: db)
  }

  /// Begins a record; the one before was inserted if its id is taken.
  func begin(_ id: Int64) throws {
    if let record, record < id { try write(record) }
    record = id
    lines.removeAll(keepingCapacity: true)
    arrivals.removeAll(keepingCapacity: true)
  }

  func add(_ line: Line) { lines.append(line) }

  func add(_ arrival: Arrival) { arrivals.append(arrival) }

  /// Writes the last record's and notes everything in the journal.
  func finish(_ ids: Range<Int64>) throws {
    if let record, ids.contains(record) { try write(record) }
    record = nil
    try lineInserter.finish()
    _ = try eventInserter?.finish()
    eventInserter = nil
  }

  private func write(_ record: Int64) throws {
    try lineInserter.insert(lines, of: record)
    let inserter = try eventInserter ?? openEvents()
    var previous: Int64?
    for arrival in arrivals {
      try insert(arrival, from: previous, of: record, with: inserter)
      previous = arrival.stage
    }
  }

  private func openEvents() throws -> BulkInsert {
    let inserter = try BulkInsert(
      into: "stage_event",
      columns: ["opportunity", "from_stage", "to_stage", "by", "amount", "probability", "at"],
      in: db)
    eventInserter = inserter
    return inserter
  }

  private func insert(
    _ arrival: Arrival, from previous: Int64?, of record: Int64, with inserter: BulkInsert
  ) throws {
    try inserter.insert { row in
      row.bind(0, integer: record)
      if let previous { row.bind(1, integer: previous) }
      row.bind(2, integer: arrival.stage)
      if let by = arrival.by { row.bind(3, integer: by) }
      if let amount = arrival.amount { row.bind(4, integer: amount) }
      row.bind(5, integer: arrival.probability)
      row.bind(6, text: arrival.at)
    }
  }
}
