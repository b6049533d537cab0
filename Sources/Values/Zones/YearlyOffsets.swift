/// Summer and winter time that come back every year, as the last line of a zone's file tells it:
/// a POSIX TZ text such as `EST5EDT,M3.2.0,M11.1.0`.
struct YearlyOffsets: Sendable {
  private let standard: Int
  private let summer: Summer?

  private struct Summer: Sendable {
    let offset: Int
    let start: Moment
    let end: Moment
  }

  /// A moment of every year, in local time.
  fileprivate struct Moment: Sendable {
    enum Rule: Sendable {
      /// The nth such weekday (Sunday is 0) of a month; the fifth is the last.
      case weekday(month: Int, week: Int, weekday: Int)
      /// A day of the year; 29 February is counted only when `countsLeapDay`.
      case dayOfYear(Int, countsLeapDay: Bool)
    }

    let rule: Rule
    /// May be negative or exceed a day.
    let secondOfDay: Int
  }

  /// Nil when the text is not a POSIX TZ.
  init?(posix bytes: UnsafeBufferPointer<UInt8>) {
    var cursor = ByteCursor(bytes)
    guard cursor.skipZoneName(), let west = cursor.signedClock() else { return nil }
    standard = -west
    guard !cursor.isAtEnd else {
      summer = nil
      return
    }
    guard cursor.skipZoneName() else { return nil }
    var offset = standard + 3600
    if cursor.next != UInt8(ascii: ",") {
      guard let west = cursor.signedClock() else { return nil }
      offset = -west
    }
    guard
      cursor.take(UInt8(ascii: ",")), let start = YearlyOffsets.moment(&cursor),
      cursor.take(UInt8(ascii: ",")), let end = YearlyOffsets.moment(&cursor), cursor.isAtEnd
    else { return nil }
    summer = Summer(offset: offset, start: start, end: end)
  }

  func offset(at seconds: Int64) -> Int {
    guard let summer else { return standard }
    let year = Instant(seconds: seconds).dayAndSecond(offset: standard).day.year
    let start = summer.start.localSeconds(in: year) - Int64(standard)
    let end = summer.end.localSeconds(in: year) - Int64(summer.offset)
    // South of the equator summer spans the turn of the year.
    let isSummer =
      start < end ? start <= seconds && seconds < end : !(end <= seconds && seconds < start)
    return isSummer ? summer.offset : standard
  }

  private static func moment(_ cursor: inout ByteCursor) -> Moment? {
    let rule: Moment.Rule
    if cursor.take(UInt8(ascii: "M")) {
      guard
        let month = cursor.number(digits: 1...2), 1...12 ~= month, cursor.take(UInt8(ascii: ".")),
        let week = cursor.number(digits: 1...1), 1...5 ~= week, cursor.take(UInt8(ascii: ".")),
        let weekday = cursor.number(digits: 1...1), 0...6 ~= weekday
      else { return nil }
      rule = .weekday(month: month, week: week, weekday: weekday)
    } else {
      let isJulian = cursor.take(UInt8(ascii: "J"))
      guard let day = cursor.number(digits: 1...3), 0...365 ~= day else { return nil }
      rule = .dayOfYear(isJulian ? day - 1 : day, countsLeapDay: !isJulian)
    }
    guard cursor.take(UInt8(ascii: "/")) else { return Moment(rule: rule, secondOfDay: 7200) }
    guard let second = cursor.signedClock() else { return nil }
    return Moment(rule: rule, secondOfDay: second)
  }
}

extension YearlyOffsets.Moment {
  /// The moment as seconds since the epoch on a clock that shows local time.
  fileprivate func localSeconds(in year: Int) -> Int64 {
    Int64(day(in: year).number) * Instant.secondsPerDay + Int64(secondOfDay)
  }

  private func day(in year: Int) -> Day {
    guard let newYear = Day(year: year, month: 1, day: 1) else { return .max }
    switch rule {
    case .weekday(let month, let week, let weekday):
      let first = newYear.adding(months: month - 1)
      let firstMatch = first.adding(days: (weekday - first.weekday % 7 + 7) % 7)
      let match = firstMatch.adding(days: 7 * (week - 1))
      return match.month == month ? match : match.adding(days: -7)
    case .dayOfYear(let day, let countsLeapDay):
      let isAfterLeapDay = day >= 59 && Day.days(inMonth: 2, of: year) == 29
      return newYear.adding(days: !countsLeapDay && isAfterLeapDay ? day + 1 : day)
    }
  }
}

extension ByteCursor {
  /// `CST` or `<+0330>`.
  fileprivate mutating func skipZoneName() -> Bool {
    if take(UInt8(ascii: "<")) {
      skip { $0 != UInt8(ascii: ">") }
      return take(UInt8(ascii: ">"))
    }
    return skip(while: \.isASCIILetter) >= 3
  }

  /// `5`, `-8`, `+3:30` or `02:00:00`, in seconds.
  fileprivate mutating func signedClock() -> Int? {
    let isNegative = takeSign() ?? false
    guard let hours = number(digits: 1...3) else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where take(UInt8(ascii: ":")) {
      guard let count = number(digits: 1...2) else { return nil }
      seconds += count * unit
    }
    return isNegative ? -seconds : seconds
  }
}
