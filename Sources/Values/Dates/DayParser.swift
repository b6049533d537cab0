/// Reads days and instants from data: the cells of an import, where nothing is relative.
///
/// Accepted are `2026-03-01`, `2026/3/1`, `2026.3.1`, `20260301`, `2026年3月1日` (or 号), `1 Mar 2026`
/// and `Mar 1, 2026`. A day whose order of day and month has to be guessed is refused: a file in
/// which one row reads 03/04/2026 may have another that reads 04/13/2026.
package enum DayParser {
  /// Reads a day; a time after it is accepted when it is midnight, as spreadsheets write it.
  package static func day(_ bytes: UnsafeBufferPointer<UInt8>) throws(UserError) -> Day {
    if let day = Day(iso: bytes) { return day }
    guard let (day, time) = try dayAndTime(bytes) else { throw notADay(bytes) }
    guard time == nil || time == .midnight else {
      throw UserError(
        .usage, "\(quoted(bytes)) has a time; only a day belongs here", code: "E_DAY",
        hints: ["write \(day)"])
    }
    return day
  }

  /// Reads an instant: RFC 3339, or a day with or without a time as the clock in the zone shows it.
  ///
  /// A day alone is its start.
  package static func instant(
    _ bytes: UnsafeBufferPointer<UInt8>, zone: Zone
  ) throws(UserError) -> Instant {
    if let instant = Instant(bytes: bytes) { return instant }
    if let day = Day(iso: bytes) { return zone.startOfDay(day) }
    guard let (day, time) = try dayAndTime(bytes) else {
      throw UserError(
        .usage, "\(quoted(bytes)) is not a date and time", code: "E_INSTANT",
        hints: ["write 2026-03-01 09:30 or 2026-03-01T09:30:00+08:00"])
    }
    return zone.instant(day, time ?? .midnight)
  }

  /// Nil when the text has another form.
  private static func dayAndTime(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(UserError) -> (day: Day, time: TimeOfDay?)? {
    let folded = FoldedText.bytes(of: bytes, lowercased: true)
    do throws(CalendarFlaw) {
      return try withBytes(folded) { (buffer) throws(CalendarFlaw) in
        var cursor = ByteCursor(buffer)
        guard let day = try cursor.calendarDay() else { return nil }
        if cursor.isAtEnd { return (day, nil) }
        if !cursor.take(UInt8(ascii: "t")) { cursor.skip(while: \.isASCIISpace) }
        guard let time = cursor.timeOfDay(), cursor.isAtEnd else { return nil }
        return (day, time)
      }
    } catch {
      throw error.error(in: bytes)
    }
  }

  private static func notADay(_ bytes: UnsafeBufferPointer<UInt8>) -> UserError {
    UserError(
      .usage, "\(quoted(bytes)) is not a day", code: "E_DAY",
      hints: ["write 2026-03-01, 2026/3/1 or 2026年3月1日"])
  }
}

extension CalendarFlaw {
  /// The flaw in a user's words.
  func error(in bytes: UnsafeBufferPointer<UInt8>) -> UserError {
    switch self {
    case .noSuchDay:
      UserError(.usage, "\(quoted(bytes)): the calendar has no such day", code: "E_DAY")
    case .ambiguous:
      UserError(
        .usage, "\(quoted(bytes)) is ambiguous: day and month could be either way round",
        code: "E_DAY_AMBIGUOUS", hints: ["write the year first: 2026-03-04"])
    case .yearLast:
      UserError(
        .usage, "\(quoted(bytes)): days and months in this order are not guessed", code: "E_DAY",
        hints: ["write the year first: 2026-12-31"])
    }
  }
}
