/// A calendar day of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31.
///
/// Its text is always the ten characters `YYYY-MM-DD`, so days sort in SQL as they sort here.
/// Arithmetic that would leave the calendar stops at its first or last day.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  package let number: Int

  package static let min = Day(number: -719_162)
  package static let max = Day(number: 2_932_896)

  /// The day of that number; a number outside the calendar gives its first or last day.
  package init(number: Int) {
    self.number = Swift.min(Swift.max(number, -719_162), 2_932_896)
  }

  /// Nil when the calendar has no such day, such as 2026-02-29.
  package init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= Day.days(inMonth: month, of: year)
    else { return nil }
    self.init(number: Day.number(year: year, month: month, day: day))
  }

  /// Reads exactly `YYYY-MM-DD`.
  package init?(_ iso: some StringProtocol) {
    guard let day = withBytes(of: iso, { Day(iso: $0) }) else { return nil }
    self = day
  }

  /// Reads exactly `YYYY-MM-DD`.
  package init?(iso bytes: UnsafeBufferPointer<UInt8>) {
    var cursor = ByteCursor(bytes)
    guard let day = cursor.isoDay(), cursor.isAtEnd else { return nil }
    self = day
  }

  package static func < (first: Day, second: Day) -> Bool { first.number < second.number }

  /// The days from the second to the first.
  package static func - (first: Day, second: Day) -> Int { first.number - second.number }

  package var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `YYYY-MM-DD`.
  package func append(to bytes: inout [UInt8]) {
    let (year, month, day) = components
    bytes.appendDecimal(UInt64(year), width: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendDecimal(UInt64(month), width: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendDecimal(UInt64(day), width: 2)
  }
}

// MARK: - Parts

extension Day {
  package var year: Int { components.year }
  package var month: Int { components.month }
  package var day: Int { components.day }

  /// 1 to 4.
  package var quarter: Int { (month + 2) / 3 }

  /// The weekday of ISO 8601: Monday is 1, Sunday is 7.
  package var weekday: Int {
    // 1970-01-01 was a Thursday; the multiple of 7 keeps the remainder positive.
    (number + 3 + 7 * 110_000) % 7 + 1
  }

  /// Year, month and day at once, which costs no more than one of them.
  package var components: (year: Int, month: Int, day: Int) {
    // Counted from 0000-03-01: with the leap day last, a year is months of 31, 30, 31, 30, 31
    // days over and over (153 days every five months), and a 400-year cycle has 146,097 days.
    let days = number + 719_468
    let cycle = days / 146_097
    let dayOfCycle = days % 146_097
    let yearOfCycle =
      (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      year: cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0),
      month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The inverse of `components`; the date must exist.
  private static func number(year: Int, month: Int, day: Int) -> Int {
    let yearFromMarch = month <= 2 ? year - 1 : year
    let monthFromMarch = month <= 2 ? month + 9 : month - 3
    let cycle = yearFromMarch / 400
    let yearOfCycle = yearFromMarch % 400
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfCycle = 365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
    return cycle * 146_097 + dayOfCycle - 719_468
  }
}

// MARK: - Arithmetic

extension Day {
  package func adding(days: Int) -> Day {
    let (sum, overflow) = number.addingReportingOverflow(days)
    return overflow ? (days < 0 ? .min : .max) : Day(number: sum)
  }

  /// The same day of another month; where that month is shorter, its last day.
  package func adding(months: Int) -> Day {
    let (year, month, day) = components
    // Twelve thousand years either way leave the calendar whatever the start.
    let monthNumber = year * 12 + month - 1 + Swift.min(Swift.max(months, -144_000), 144_000)
    guard monthNumber >= 12 else { return .min }
    guard monthNumber < 120_000 else { return .max }
    let (newYear, newMonth) = (monthNumber / 12, monthNumber % 12 + 1)
    let last = Day.days(inMonth: newMonth, of: newYear)
    return Day(
      number: Day.number(year: newYear, month: newMonth, day: Swift.min(day, last)))
  }

  package var startOfWeek: Day { adding(days: 1 - weekday) }
  package var endOfWeek: Day { adding(days: 7 - weekday) }
  package var startOfMonth: Day { adding(days: 1 - day) }
  package var startOfQuarter: Day { startOfMonth.adding(months: -((month - 1) % 3)) }
  package var startOfYear: Day { startOfMonth.adding(months: 1 - month) }

  package var endOfMonth: Day {
    let (year, month, day) = components
    return adding(days: Day.days(inMonth: month, of: year) - day)
  }

  package var endOfQuarter: Day { startOfQuarter.adding(months: 2).endOfMonth }
  package var endOfYear: Day { startOfYear.adding(months: 11).endOfMonth }
}

extension ByteCursor {
  /// `YYYY-MM-DD`, whatever follows it.
  mutating func isoDay() -> Day? {
    var ahead = self
    guard
      let year = ahead.number(exactly: 4), ahead.take(UInt8(ascii: "-")),
      let month = ahead.number(exactly: 2), ahead.take(UInt8(ascii: "-")),
      let day = ahead.number(exactly: 2),
      let result = Day(year: year, month: month, day: day)
    else { return nil }
    self = ahead
    return result
  }
}
