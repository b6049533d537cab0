import Catalogue
import Values

/// Rows of a file that are refused when all rows are in and all rules have acted.
///
/// An import that leaves wrong rows out is taken back then, and made once more without them.
struct RefusedRows: Error {
  private struct Row: Comparable {
    let line: UInt32
    /// The number of the reason.
    let reason: Int

    static func < (a: Row, b: Row) -> Bool { (a.line, a.reason) < (b.line, b.reason) }
  }

  /// What is told of the rows, each once.
  private var reasons: [UserError] = []
  /// The number of each reason by all that it says.
  private var numbers: [[String]: Int] = [:]
  private var rows: [Row] = []

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(line: Int, for reason: UserError) {
    add(line: UInt32(clamping: line), for: reason)
  }

  private mutating func add(line: UInt32, for reason: UserError) {
    let text = [reason.message] + reason.hints
    let number = numbers[text] ?? reasons.count
    if number == reasons.count {
      reasons.append(reason)
      numbers[text] = number
    }
    rows.append(Row(line: line, reason: number))
  }

  /// Takes those of another attempt in.
  mutating func formUnion(_ other: RefusedRows) {
    for row in other.rows { add(line: row.line, for: other.reasons[row.reason]) }
    rows.sort()
  }

  /// What is wrong with the row on a line; lines are asked for in their order.
  struct Reader {
    private let refused: RefusedRows
    private var next = 0

    init(_ refused: RefusedRows) {
      self.refused = refused
    }

    mutating func errors(onLine line: Int) -> [UserError] {
      var errors: [UserError] = []
      while next < refused.rows.count, refused.rows[next].line <= UInt32(clamping: line) {
        if Int(refused.rows[next].line) == line {
          errors.append(refused.reasons[refused.rows[next].reason])
        }
        next += 1
      }
      return errors
    }
  }
}

/// Where records of a running import come from.
struct ImportOrigins {
  /// The line of the row that made or changed a record; nil when none did.
  let location: (Noun, Int64) throws -> UserError.Location?
  /// Whether the import can do without the rows that are refused.
  let leavesRefusedOut: Bool
}
