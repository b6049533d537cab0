import CRM
import Values

/// The day that `--as-of` names, in the store's zone, which recycling counts by.
enum AsOfDay {
  static func read(_ text: String, in session: Session) throws -> Day {
    let resolved = try DateWords.day(text, today: try session.today())
    if resolved.isRelative { session.note("as of: '\(text)' is \(resolved.value)") }
    return resolved.value
  }
}
