import Values

/// What is wrong in one row.
struct RowFault {
  /// The line on which the row begins.
  var line: Int
  /// Where the value stands; nil for the row as a whole.
  var place: UserError.Location?
  /// The target and text of the value; nil for the row as a whole.
  var subject: (target: String, text: String)?
  var error: UserError
}

/// All faults of an import, grouped by what they have in common, in bounded memory.
struct FaultGroups {
  private struct Group {
    var first: RowFault
    var count: Int
  }

  private var groups: [String: Group] = [:]
  private(set) var count = 0
  /// Faults that came after so many different ones that they are only counted.
  private var ungrouped = 0
  private let file: String

  private static let capacity = 2_000
  /// How many groups are told to people.
  private static let shown = 20

  init(file: String) {
    self.file = file
  }

  var isEmpty: Bool { count == 0 }

  mutating func add(_ fault: RowFault, count rows: Int = 1) {
    count += rows
    let key =
      "\(fault.subject?.target ?? "")\u{1F}\(fault.error.code ?? "")\u{1F}\(fault.error.message)"
    if let index = groups.index(forKey: key) {
      groups.values[index].count += rows
    } else if groups.count < Self.capacity {
      groups[key] = Group(first: fault, count: rows)
    } else {
      ungrouped += rows
    }
  }

  /// The errors to tell, the most frequent first, and how many faults are not told.
  func report() -> (errors: [UserError], more: Int) {
    let sorted = groups.values.sorted {
      ($1.count, $0.first.line, $0.first.error.message)
        < ($0.count, $1.first.line, $1.first.error.message)
    }
    let told = sorted.prefix(Self.shown)
    return (
      told.map(error), ungrouped + sorted.dropFirst(Self.shown).reduce(0) { $0 + $1.count }
    )
  }

  /// Such as `product 'GTXPro': 1,480 rows, first at line 3; did you mean 'GTX Pro'?`.
  private func error(_ group: Group) -> UserError {
    let fault = group.first
    var message = fault.error.message
    if let (target, text) = fault.subject {
      message =
        fault.error.exit == .notFound
        ? "\(target) '\(text)' is unknown" : "\(target): \(message)"
      if fault.error.exit == .notFound, group.count > 1 { message = "\(target) '\(text)'" }
    }
    if group.count > 1 {
      message += ": \(group.count.grouped) rows, first at line \(fault.line)"
    }
    if !fault.error.hints.isEmpty {
      message += "; " + fault.error.hints.joined(separator: "; ")
    }
    return UserError(
      .badData, message, code: fault.error.code ?? "E_VALUE",
      location: fault.place ?? .init(file: file, line: fault.line),
      details: [.init("count", String(group.count))] + fault.error.details)
  }
}

extension Int {
  /// The number with `,` between thousands, for sentences.
  package var grouped: String {
    var digits = Array(String(magnitude))
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return (self < 0 ? "-" : "") + String(digits)
  }

  /// The number with its noun: `1 row`, `1,480 rows`.
  package func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}
