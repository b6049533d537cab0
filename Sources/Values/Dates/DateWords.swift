/// Reads days, periods and instants as a user writes them in options and conditions.
///
/// Days: `2026-03-01` and the other forms of data, `today`, `3d`, `-2w`, `3 days ago`, `in 2 weeks`,
/// `next fri`, `month_start`, 今天, 3天前, 下周五, 月底. Periods: a day, `2026`, `2026-03`, `2026-Q1`,
/// `last month`, `last 30 days`, 上季度, and `a..b` with either end left open.
///
/// `m` is a month; month arithmetic clamps to the end of shorter months. A bare weekday is the
/// coming one, today included; `next fri` is the first Friday after today and `last mon` the last
/// Monday before it, while 下周五 and 上周一 are in the next and in the last week, which begins on
/// Monday.
package enum DateWords {
  /// Reads a day; a text for more than one day, such as `2026-Q1`, is an error.
  package static func day(_ text: String, today: Day) throws(UserError) -> Resolved<Day> {
    let reading = try reading(text, today: today)
    guard reading.isDay else {
      throw UserError(
        .usage, "\(quoted(text)) is a period; a day is needed here", code: "E_DATE",
        hints: ["write its first or its last day: \(reading.first) or \(reading.last)"])
    }
    return Resolved(reading.first, isRelative: reading.isRelative)
  }

  /// Reads a stretch of time, such as `3d`, `2 weeks` or 3天, as the day that lies so far behind the start;
  /// nil when the text is none.
  package static func day(_ text: String, after start: Day) throws(UserError) -> Day? {
    try read(text) { (cursor) throws(CalendarFlaw) in
      if let day = cursor.offset(from: start) { return day }
      guard let count = cursor.chineseCount(), let unit = cursor.chineseUnit() else { return nil }
      return unit.shift(start, by: count)
    }
  }

  /// Reads a period: a day, a named stretch of days, or `a..b`; a period ends with its last day.
  ///
  /// An open end reaches to the first or last day of the calendar.
  package static func period(
    _ text: String, today: Day
  ) throws(UserError) -> Resolved<ClosedRange<Day>> {
    guard let (start, end) = ends(of: text) else {
      let reading = try reading(text, today: today)
      return Resolved(reading.first...reading.last, isRelative: reading.isRelative)
    }
    guard !start.isEmpty || !end.isEmpty else {
      throw UserError(
        .usage, "\(quoted(text)) has neither a beginning nor an end", code: "E_DATE",
        hints: ["write one of them, such as 2026-01-01.. or ..today"])
    }
    let first = start.isEmpty ? nil : try reading(start, today: today)
    let last = end.isEmpty ? nil : try reading(end, today: today)
    let (from, to) = (first?.first ?? .min, last?.last ?? .max)
    guard from <= to else {
      throw UserError(
        .usage, "\(quoted(text)) ends before it begins: \(from) is after \(to)", code: "E_DATE",
        hints: ["write the earlier day first"])
    }
    return Resolved(
      from...to, isRelative: first?.isRelative ?? false || last?.isRelative ?? false)
  }

  /// Reads an instant: `now`, RFC 3339, a day with a time as the clock in the zone shows it
  /// (`yesterday 15:00`, 今天下午3点), a time of today, `2h`, `30 minutes ago`; a day is its start.
  package static func instant(
    _ text: String, now: Instant, zone: Zone
  ) throws(UserError) -> Resolved<Instant> {
    if let instant = Instant(text) { return Resolved(instant, isRelative: false) }
    let today = zone.day(of: now)
    let result = try read(text) { (cursor) throws(CalendarFlaw) -> Resolved<Instant>? in
      if let seconds = cursor.clockOffset() {
        return Resolved(now.adding(seconds: seconds), isRelative: true)
      }
      if let time = cursor.wholeTimeOfDay() {
        return Resolved(zone.instant(today, time), isRelative: true)
      }
      guard let reading = try cursor.dateReading(today: today), reading.isDay else { return nil }
      let time = cursor.isAtEnd ? .midnight : cursor.timeAfterDay()
      return time.map {
        Resolved(zone.instant(reading.first, $0), isRelative: reading.isRelative)
      }
    }
    guard let result else {
      throw UserError(
        .usage, "\(quoted(text)) is not a date and time", code: "E_DATE",
        hints: [
          "write 2026-03-01T09:30:00+08:00, 2026-03-01 09:30, yesterday 15:00, 2h or 今天15:00"
        ])
    }
    return result
  }

  private static func reading(_ text: String, today: Day) throws(UserError) -> DateReading {
    let reading = try read(text) { (cursor) throws(CalendarFlaw) in
      try cursor.dateReading(today: today)
    }
    guard let reading else {
      throw UserError(
        .usage, "\(quoted(text)) is not a date", code: "E_DATE",
        hints: [
          "write 2026-03-01, today, 3d, -2w, 3 days ago, next fri, month_start, 2026-Q1, "
            + "今天, 3天前, 下周五, 月底 or 上季度"
        ])
    }
    return reading
  }

  /// Runs the body over the folded text; nil unless it reads all of it.
  private static func read<Value>(
    _ text: String, _ body: (inout ByteCursor) throws(CalendarFlaw) -> Value?
  ) throws(UserError) -> Value? {
    try withBytes(of: text) { (original) throws(UserError) in
      let folded = words(of: original)
      do throws(CalendarFlaw) {
        return try withBytes(folded) { (bytes) throws(CalendarFlaw) in
          var cursor = ByteCursor(bytes)
          guard let value = try body(&cursor), cursor.isAtEnd else { return nil }
          return value
        }
      } catch {
        throw error.error(in: original)
      }
    }
  }

  /// The text in folded lower case, with one space for every run of spaces and underscores.
  private static func words(of text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var words: [UInt8] = []
    for byte in FoldedText.bytes(of: text, lowercased: true) {
      let isSpace = byte.isASCIISpace || byte == UInt8(ascii: "_")
      if isSpace, words.last == UInt8(ascii: " ") { continue }
      words.append(isSpace ? UInt8(ascii: " ") : byte)
    }
    return words
  }

  /// What stands before and after the first `..`; nil when there is none.
  private static func ends(of text: String) -> (start: String, end: String)? {
    let bytes = Array(text.utf8)
    let dot = UInt8(ascii: ".")
    guard
      let index = bytes.indices.dropLast().first(where: { bytes[$0] == dot && bytes[$0 + 1] == dot }
      )
    else { return nil }
    let start = bytes[..<index].filter { !$0.isASCIISpace }.isEmpty ? [] : bytes[..<index]
    let end = bytes[(index + 2)...].filter { !$0.isASCIISpace }.isEmpty ? [] : bytes[(index + 2)...]
    return (String(decoding: start, as: UTF8.self), String(decoding: end, as: UTF8.self))
  }
}

/// The days that a text about dates stands for.
struct DateReading {
  var first: Day
  var last: Day
  var isDay: Bool
  var isRelative: Bool

  init(_ day: Day, isRelative: Bool) {
    self.init(first: day, last: day, isDay: true, isRelative: isRelative)
  }

  init(first: Day, last: Day, isDay: Bool = false, isRelative: Bool) {
    self.first = first
    self.last = last
    self.isDay = isDay
    self.isRelative = isRelative
  }
}
