/// Why a text that looks like a calendar day is none.
enum CalendarFlaw: Error {
  /// Such as 2026-02-30.
  case noSuchDay
  /// Such as 03/04/2026, which is in March or in April.
  case ambiguous
  /// Such as 31/12/2026 or 12/31/2026: unambiguous alone, but its neighbours are not.
  case yearLast
}

extension ByteCursor {
  /// A day in one of the usual written forms, in folded lower-case text; nil when there is none.
  ///
  /// `2026-03-01`, `2026/3/1`, `2026.3.1`, `20260301`, `2026年3月1日`, `1 mar 2026`, `mar 1, 2026`.
  mutating func calendarDay() throws(CalendarFlaw) -> Day? {
    var ahead = self
    let parts: (year: Int, month: Int, day: Int)?
    if ahead.next?.isASCIILetter == true {
      parts = ahead.monthFirst()
    } else if let compact = ahead.compactDay() {
      parts = compact
    } else if let yearFirst = ahead.yearFirst() {
      parts = yearFirst
    } else {
      try ahead.refuseYearLast()
      parts = ahead.dayFirst()
    }
    guard let parts else { return nil }
    guard let day = Day(year: parts.year, month: parts.month, day: parts.day) else {
      throw .noSuchDay
    }
    self = ahead
    return day
  }

  /// A month's English name or its first three letters.
  private mutating func monthName() -> Int? {
    var ahead = self
    let names: [StaticString] = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    let short: [StaticString] = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    for index in names.indices where ahead.takeWord(names[index]) || ahead.takeWord(short[index]) {
      _ = ahead.take(UInt8(ascii: "."))
      self = ahead
      return index + 1
    }
    guard ahead.takeWord("sept") else { return nil }
    self = ahead
    return 9
  }

  /// A day such as `20260301`.
  private mutating func compactDay() -> (year: Int, month: Int, day: Int)? {
    var ahead = self
    guard let number = ahead.number(digits: 8...8) else { return nil }
    self = ahead
    return (number / 10_000, number / 100 % 100, number % 100)
  }

  /// A day such as `2026-3-1`, `2026/3/1`, `2026.3.1` or `2026年3月1日`.
  private mutating func yearFirst() -> (year: Int, month: Int, day: Int)? {
    var ahead = self
    guard let year = ahead.number(digits: 4...4) else { return nil }
    if let separator = ahead.takeSeparator() {
      guard
        let month = ahead.number(digits: 1...2), ahead.take(separator),
        let day = ahead.number(digits: 1...2)
      else { return nil }
      self = ahead
      return (year, month, day)
    }
    ahead.skip(while: \.isASCIISpace)
    guard ahead.take("年") else { return nil }
    ahead.skip(while: \.isASCIISpace)
    guard let month = ahead.number(digits: 1...2) else { return nil }
    ahead.skip(while: \.isASCIISpace)
    guard ahead.take("月") else { return nil }
    ahead.skip(while: \.isASCIISpace)
    guard let day = ahead.number(digits: 1...2) else { return nil }
    ahead.skip(while: \.isASCIISpace)
    guard ahead.take("日") || ahead.take("号") else { return nil }
    self = ahead
    return (year, month, day)
  }

  /// A day such as `1 mar 2026`, `1-mar-2026` or `1st march, 2026`.
  private mutating func dayFirst() -> (year: Int, month: Int, day: Int)? {
    guard let day = ordinal() else { return nil }
    skip { $0.isASCIISpace || $0 == UInt8(ascii: "-") }
    guard let month = monthName() else { return nil }
    skip { $0.isASCIISpace || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ",") }
    guard let year = number(digits: 4...4) else { return nil }
    return (year, month, day)
  }

  /// A day such as `mar 1, 2026`.
  private mutating func monthFirst() -> (year: Int, month: Int, day: Int)? {
    guard let month = monthName(), skip(while: \.isASCIISpace) > 0, let day = ordinal()
    else { return nil }
    guard skip(while: { $0.isASCIISpace || $0 == UInt8(ascii: ",") }) > 0 else { return nil }
    guard let year = number(digits: 4...4) else { return nil }
    return (year, month, day)
  }

  /// A day of the month such as `1` or `1st`.
  private mutating func ordinal() -> Int? {
    guard let number = number(digits: 1...2) else { return nil }
    for ending in ["st", "nd", "rd", "th"] as [StaticString] where take(ending) { break }
    return number
  }

  private mutating func takeSeparator() -> UInt8? {
    for separator in "-/.".utf8 where take(separator) { return separator }
    return nil
  }

  private func refuseYearLast() throws(CalendarFlaw) {
    var ahead = self
    guard
      let first = ahead.number(digits: 1...2), let separator = ahead.takeSeparator(),
      let second = ahead.number(digits: 1...2), ahead.take(separator),
      ahead.number(digits: 2...4) != nil
    else { return }
    throw first <= 12 && second <= 12 ? .ambiguous : .yearLast
  }
}

extension ByteCursor {
  /// Consumes an English word when no letter or digit follows it.
  mutating func takeWord(_ word: StaticString) -> Bool {
    var ahead = self
    guard ahead.take(word) else { return false }
    if let next = ahead.next, next.isASCIILetter || next.isASCIIDigit { return false }
    self = ahead
    return true
  }
}
