import Catalogue
import Values

/// Rows of a file that rules of validation refuse.
///
/// It shows only when all rows are in and all rules have acted. An import that leaves wrong rows out
/// is taken back then, and made once more without them.
struct RefusedRows: Error {
  /// A rule as its rows are told.
  private struct Rule: Equatable {
    let name: String
    let text: String
    let condition: String
  }

  private struct Row: Comparable {
    let line: UInt32
    let rule: Int

    static func < (a: Row, b: Row) -> Bool { (a.line, a.rule) < (b.line, b.rule) }
  }

  private var rules: [Rule] = []
  private var rows: [Row] = []

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(line: Int, refusedBy rule: ActiveRule) {
    add(
      line: UInt32(clamping: line),
      Rule(name: rule.name, text: rule.value("error"), condition: rule.text ?? ""))
  }

  private mutating func add(line: UInt32, _ rule: Rule) {
    let known = rules.firstIndex(of: rule)
    if known == nil { rules.append(rule) }
    rows.append(Row(line: line, rule: known ?? rules.count - 1))
  }

  /// Takes those of another attempt in.
  mutating func formUnion(_ other: RefusedRows) {
    for row in other.rows { add(line: row.line, other.rules[row.rule]) }
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
          errors.append(refused.error(by: refused.rows[next].rule))
        }
        next += 1
      }
      return errors
    }
  }

  private func error(by number: Int) -> UserError {
    let rule = rules[number]
    return UserError(
      .no, rule.text, code: "E_RULE",
      hints: ["the rule '\(rule.name)' refuses: \(rule.condition)"],
      details: [.init("rule", rule.name)])
  }
}

/// Where records of a running import come from.
struct ImportOrigins {
  /// The line of the row that made or changed a record; nil when none did.
  let location: (Noun, Int64) throws -> UserError.Location?
  /// Whether the import can do without the rows that rules refuse.
  let leavesRefusedOut: Bool
}
