import Values

/// Reads `--at` of a closing: an instant, or a day, which then counts to its end.
package enum ClosingInstant {
  /// A whole day is its last second, or now for today, so that moves of the same day come before it.
  package static func read(_ text: String, session: Session) throws -> Instant {
    let zone = try session.displayZone()
    let today = zone.day(of: session.now)
    if let day = try? DateWords.day(text, today: today) {
      if day.isRelative { session.note("at: '\(text)' is \(day.value)") }
      return day.value == today ? session.now : zone.endOfDay(day.value)
    }
    let instant = try DateWords.instant(text, now: session.now, zone: zone)
    if instant.isRelative { session.note("at: '\(text)' is \(instant.value)") }
    return instant.value
  }
}
