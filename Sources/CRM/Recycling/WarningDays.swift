import Values

/// How many days before a customer falls its owner is warned: `7,3,1`.
enum WarningDays {
  static let standard = "7,3,1"

  /// The days, the earliest warning first; an empty text is no warning.
  static func read(_ text: String) throws -> [Int] {
    let days = try text.split(separator: ",").map { part in
      guard let days = Int(TrimmedBytes.trimmed(String(part))), 1...365 ~= days else {
        throw UserError(
          .usage, "the warnings '\(text)' cannot be read", code: "E_WARN_DAYS",
          hints: ["write days from 1 to 365, separated by commas, such as \(standard)"])
      }
      return days
    }
    return Set(days).sorted(by: >)
  }

  static func text(_ days: [Int]) -> String { days.map(String.init).joined(separator: ",") }
}
