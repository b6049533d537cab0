import Values

/// What numbers look like: `HT-{yyyyMMdd}-{seq:4}` makes HT-20260301-0001.
///
/// A sequence begins anew wherever the rest of the number differs, so a pattern with a day counts by the day.
package struct NumberPattern: Sendable {
  private enum Part {
    case text(String)
    case year, shortYear, month, day
    /// The running number, with so many digits at least.
    case sequence(Int)
  }

  private let parts: [Part]

  package init(_ text: String) throws {
    var parts: [Part] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw Self.malformed(text, "'{' without '}'")
      }
      parts += try Self.placeholder(String(rest[rest.index(after: open)..<close]), in: text)
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    let sequences = parts.count { if case .sequence = $0 { true } else { false } }
    guard sequences == 1 else {
      throw Self.malformed(text, sequences == 0 ? "it lacks {seq:4}" : "it has {seq} twice")
    }
    guard text.count <= 60, !text.contains(where: { $0.isNewline || $0 == "\t" }) else {
      throw Self.malformed(text, "it is one line of at most 60 characters")
    }
    self.parts = parts
  }

  private static func placeholder(_ name: String, in text: String) throws -> [Part] {
    switch name {
    case "yyyy": return [.year]
    case "yy": return [.shortYear]
    case "MM": return [.month]
    case "dd": return [.day]
    case "yyyyMM": return [.year, .month]
    case "yyMM": return [.shortYear, .month]
    case "yyyyMMdd": return [.year, .month, .day]
    case "yyMMdd": return [.shortYear, .month, .day]
    case "seq": return [.sequence(1)]
    default:
      if name.hasPrefix("seq:"), let digits = Int(name.dropFirst(4)), (1...12).contains(digits) {
        return [.sequence(digits)]
      }
      throw malformed(text, "nothing is known of {\(name)}")
    }
  }

  private static func malformed(_ text: String, _ what: String) -> UserError {
    UserError(
      .usage, "'\(text)' is no pattern of numbers: \(what)", code: "E_PATTERN",
      hints: [
        "write text with {yyyy}, {yy}, {MM}, {dd}, {yyyyMMdd} and one {seq:4}, "
          + "such as HT-{yyyyMMdd}-{seq:4}"
      ])
  }

  /// The name of the sequence that counts on this day.
  func sequence(on day: Day) -> String {
    parts.map { if case .sequence = $0 { "{seq}" } else { text(of: $0, day, 0) } }.joined()
  }

  /// The number of the day with this place in its sequence.
  package func number(_ place: Int64, on day: Day) -> String {
    parts.map { text(of: $0, day, place) }.joined()
  }

  private func text(of part: Part, _ day: Day, _ place: Int64) -> String {
    switch part {
    case .text(let text): text
    case .year: Self.padded(String(day.year), 4)
    case .shortYear: Self.padded(String(day.year % 100), 2)
    case .month: Self.padded(String(day.month), 2)
    case .day: Self.padded(String(day.day), 2)
    case .sequence(let digits): Self.padded(String(place), digits)
    }
  }

  private static func padded(_ digits: String, _ count: Int) -> String {
    String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
}
