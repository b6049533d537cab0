/// The units in which dates are counted.
enum CalendarUnit {
  case day, week, month, quarter, year

  /// The day that many units later, or earlier; nil beyond the ends of the calendar.
  func shift(_ day: Day, by count: Int) -> Day? {
    let result =
      switch self {
      case .day: day.adding(days: count)
      case .week: day.adding(days: 7 * count)
      case .month: day.adding(months: count)
      case .quarter: day.adding(months: 3 * count)
      case .year: day.adding(months: 12 * count)
      }
    return result == .min || result == .max ? nil : result
  }

  /// The whole unit around the day, such as its month.
  func period(around day: Day) -> (first: Day, last: Day) {
    switch self {
    case .day: (day, day)
    case .week: (day.startOfWeek, day.endOfWeek)
    case .month: (day.startOfMonth, day.endOfMonth)
    case .quarter: (day.startOfQuarter, day.endOfQuarter)
    case .year: (day.startOfYear, day.endOfYear)
    }
  }
}

extension ByteCursor {
  /// `days`, `week`, `mo` …: a unit in full.
  mutating func englishUnit() -> CalendarUnit? {
    let words: [(word: StaticString, unit: CalendarUnit)] = [
      ("days", .day), ("day", .day), ("weeks", .week), ("week", .week), ("months", .month),
      ("month", .month), ("quarters", .quarter), ("quarter", .quarter), ("years", .year),
      ("year", .year),
    ]
    return words.first { takeWord($0.word) }?.unit
  }

  /// `d`, `w`, `m`, `q`, `y`.
  mutating func letterUnit() -> CalendarUnit? {
    let letters: [(word: StaticString, unit: CalendarUnit)] = [
      ("d", .day), ("w", .week), ("m", .month), ("mo", .month), ("q", .quarter), ("y", .year),
    ]
    return letters.first { takeWord($0.word) }?.unit
  }

  mutating func chineseUnit() -> CalendarUnit? {
    let words: [(word: StaticString, unit: CalendarUnit)] = [
      ("个季度", .quarter), ("季度", .quarter), ("个星期", .week), ("星期", .week), ("个礼拜", .week),
      ("礼拜", .week), ("周", .week), ("个月", .month), ("月", .month), ("天", .day), ("日", .day),
      ("年", .year),
    ]
    return words.first { take($0.word) }?.unit
  }
}

// MARK: - Numbers in words

extension ByteCursor {
  /// `3` or `three`, or `a` for one.
  mutating func englishCount() -> Int? {
    if let number = number(digits: 1...6) { return number }
    let words: [StaticString] = [
      "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
      "twelve",
    ]
    if takeWord("a") || takeWord("an") { return 1 }
    return words.firstIndex { takeWord($0) }.map { $0 + 1 }
  }

  /// `3`, 三, 两, 十二 or 三十; up to 99 in characters.
  mutating func chineseCount() -> Int? {
    if let number = number(digits: 1...6) { return number }
    let tens = chineseDigit()
    guard take("十") else { return tens }
    return (tens ?? 1) * 10 + (chineseDigit() ?? 0)
  }

  /// 一 to 九, and 两.
  mutating func chineseDigit() -> Int? {
    let digits: [StaticString] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
    if take("两") { return 2 }
    return digits.firstIndex { take($0) }.map { $0 + 1 }
  }
}
