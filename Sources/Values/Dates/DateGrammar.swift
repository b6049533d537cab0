/// The grammar of dates in words, over folded lower-case text in which underscores are spaces.
///
/// Every function reads as much as it understands from where the cursor stands; nil leaves the
/// cursor there.
extension ByteCursor {
  mutating func dateReading(today: Day) throws(CalendarFlaw) -> DateReading? {
    if let day = offset(from: today) ?? namedDay(today: today) ?? weekday(today: today) {
      return DateReading(day, isRelative: true)
    }
    if let reading = chineseReading(today: today) ?? englishPeriod(today: today)
      ?? recentPeriod(today: today)
    {
      return reading
    }
    if let period = try absolutePeriod() { return period }
    return try calendarDay().map { DateReading($0, isRelative: false) }
  }

  // MARK: Single days

  private mutating func namedDay(today: Day) -> Day? {
    let words: [(word: StaticString, days: Int)] = [
      ("today", 0), ("now", 0), ("yesterday", -1), ("tomorrow", 1),
    ]
    let characters: [(word: StaticString, days: Int)] = [
      ("今天", 0), ("今日", 0), ("昨天", -1), ("昨日", -1), ("明天", 1), ("明日", 1), ("大前天", -3),
      ("前天", -2), ("大后天", 3), ("后天", 2),
    ]
    let days =
      words.first { takeWord($0.word) }?.days ?? characters.first { take($0.word) }?.days
    return days.flatMap { CalendarUnit.day.shift(today, by: $0) }
  }

  /// `3d`, `-2w`, `3 days ago`, `in 2 weeks`, `2 weeks from now`, 3天前, 两周后, 半年前.
  mutating func offset(from today: Day) -> Day? {
    shortOffset(from: today) ?? englishOffset(from: today) ?? chineseOffset(from: today)
  }

  private mutating func shortOffset(from today: Day) -> Day? {
    var ahead = self
    let isNegative = ahead.takeSign() ?? false
    guard let count = ahead.number(digits: 1...6), let unit = ahead.letterUnit(),
      let day = unit.shift(today, by: isNegative ? -count : count)
    else { return nil }
    // `3d ago` reads as `-3d`.
    if !isNegative, ahead.takeWords("ago") {
      guard let past = unit.shift(today, by: -count) else { return nil }
      self = ahead
      return past
    }
    self = ahead
    return day
  }

  private mutating func englishOffset(from today: Day) -> Day? {
    var ahead = self
    let isNegative = ahead.takeSign()
    let isFuture = isNegative == nil && ahead.takeWords("in")
    _ = ahead.take(UInt8(ascii: " "))
    guard let count = ahead.englishCount() else { return nil }
    _ = ahead.take(UInt8(ascii: " "))
    guard let unit = ahead.englishUnit() ?? (isFuture ? ahead.letterUnit() : nil) else {
      return nil
    }
    let direction: Int
    if isFuture {
      direction = 1
    } else if ahead.takeWords("ago") {
      direction = -1
    } else if ahead.takeWords("from now") || ahead.takeWords("from today")
      || ahead.takeWords("later")
    {
      direction = 1
    } else if isNegative != nil || ahead.isAtEnd {
      direction = isNegative == true ? -1 : 1
    } else {
      return nil
    }
    guard let day = unit.shift(today, by: direction * count) else { return nil }
    self = ahead
    return day
  }

  private mutating func chineseOffset(from today: Day) -> Day? {
    var ahead = self
    let count: Int
    let unit: CalendarUnit
    if ahead.take("半年") {
      (count, unit) = (6, .month)
    } else {
      guard let number = ahead.chineseCount(), let named = ahead.chineseUnit() else { return nil }
      (count, unit) = (number, named)
    }
    let direction: Int
    if ahead.take("以前") || ahead.take("之前") || ahead.take("前") {
      direction = -1
    } else if ahead.take("以后") || ahead.take("之后") || ahead.take("后") {
      direction = 1
    } else {
      return nil
    }
    guard let day = unit.shift(today, by: direction * count) else { return nil }
    self = ahead
    return day
  }

  /// `fri`, `next friday`, `last mon`, `this wed`.
  private mutating func weekday(today: Day) -> Day? {
    var ahead = self
    let direction = ahead.takeDirection()
    guard let weekday = ahead.englishWeekday() else { return nil }
    let coming = today.adding(days: (weekday - today.weekday + 7) % 7)
    self = ahead
    switch direction {
    case .none: return coming
    case .some(0): return today.startOfWeek.adding(days: weekday - 1)
    case .some(1): return coming == today ? today.adding(days: 7) : coming
    default: return coming.adding(days: -7)
    }
  }

  private mutating func englishWeekday() -> Int? {
    let names: [StaticString] = [
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    let short: [StaticString] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    return names.indices.first { takeWord(names[$0]) || takeWord(short[$0]) }.map { $0 + 1 }
  }

  // MARK: Periods

  /// `this month`, `last quarter`, `month start`, `next year end`.
  private mutating func englishPeriod(today: Day) -> DateReading? {
    var ahead = self
    let direction = ahead.takeDirection()
    guard let unit = ahead.englishUnit(), unit != .day,
      let day = unit.shift(today, by: direction ?? 0)
    else { return nil }
    let (first, last) = unit.period(around: day)
    if ahead.takeWords("start") {
      self = ahead
      return DateReading(first, isRelative: true)
    }
    if ahead.takeWords("end") {
      self = ahead
      return DateReading(last, isRelative: true)
    }
    guard direction != nil else { return nil }
    self = ahead
    return DateReading(first: first, last: last, isRelative: true)
  }

  /// `last 30 days`, `next 2 weeks`, 最近7天, 过去30天, 未来3个月; today is the last or the first day.
  private mutating func recentPeriod(today: Day) -> DateReading? {
    var ahead = self
    let isPast: Bool
    let count: Int?
    let unit: CalendarUnit?
    if let direction = ahead.takeDirection(), direction != 0 {
      isPast = direction < 0
      count = ahead.englishCount()
      _ = ahead.take(UInt8(ascii: " "))
      unit = ahead.englishUnit()
    } else if ahead.take("最近") || ahead.take("过去") || ahead.take("近") {
      isPast = true
      count = ahead.chineseCount()
      unit = ahead.chineseUnit()
    } else if ahead.take("未来") {
      isPast = false
      count = ahead.chineseCount()
      unit = ahead.chineseUnit()
    } else {
      return nil
    }
    guard let count, count > 0, let unit, let far = unit.shift(today, by: isPast ? -count : count)
    else { return nil }
    self = ahead
    return isPast
      ? DateReading(first: far.adding(days: 1), last: today, isRelative: true)
      : DateReading(first: today, last: far.adding(days: -1), isRelative: true)
  }

  /// `2026`, `2026-03`, `2026-q1`, `2026-w09`, 2026年, 2026年3月, 2026年第1季度.
  private mutating func absolutePeriod() throws(CalendarFlaw) -> DateReading? {
    var ahead = self
    guard let year = ahead.number(digits: 4...4) else { return nil }
    guard let newYear = Day(year: year, month: 1, day: 1) else { throw .noSuchDay }
    var unit = CalendarUnit.year
    var day = newYear
    let isChinese = ahead.take("年")
    let hasSeparator =
      !isChinese
      && (ahead.take(UInt8(ascii: "-")) || ahead.take(UInt8(ascii: "/"))
        || ahead.take(UInt8(ascii: " ")))
    if let quarter = ahead.quarter() {
      unit = .quarter
      day = newYear.adding(months: 3 * quarter - 3)
    } else if hasSeparator, ahead.take(UInt8(ascii: "w")) {
      guard let week = ahead.number(digits: 1...2) else { return nil }
      // ISO 8601: the first week is the one with 4 January.
      unit = .week
      day = newYear.adding(days: 3).startOfWeek.adding(days: 7 * (week - 1))
      guard week > 0, day.adding(days: 3).year == year else { throw .noSuchDay }
    } else if let month = ahead.month(isChinese: isChinese, hasSeparator: hasSeparator) {
      guard 1...12 ~= month else { throw .noSuchDay }
      unit = .month
      day = newYear.adding(months: month - 1)
    } else if hasSeparator {
      return nil
    }
    // `2026-03-01` begins like a month and is a day.
    guard ahead.isAtEnd else { return nil }
    self = ahead
    let (first, last) = unit.period(around: day)
    return DateReading(first: first, last: last, isRelative: false)
  }

  /// `q1`, 第1季度, 一季度; 1 to 4.
  mutating func quarter() -> Int? {
    var ahead = self
    let number: Int?
    if ahead.take(UInt8(ascii: "q")) {
      number = ahead.number(digits: 1...1)
    } else {
      _ = ahead.take("第")
      number = ahead.chineseCount()
      guard ahead.take("季度") else { return nil }
    }
    guard let number, 1...4 ~= number else { return nil }
    self = ahead
    return number
  }

  private mutating func month(isChinese: Bool, hasSeparator: Bool) -> Int? {
    var ahead = self
    guard isChinese || hasSeparator, let month = ahead.number(digits: 1...2),
      !isChinese || ahead.take("月")
    else { return nil }
    self = ahead
    return month
  }

  // MARK: Words

  /// `next`, `last` and `this` as 1, -1 and 0.
  private mutating func takeDirection() -> Int? {
    let words: [(word: StaticString, direction: Int)] = [
      ("next ", 1), ("last ", -1), ("previous ", -1), ("past ", -1), ("this ", 0), ("current ", 0),
    ]
    return words.first { take($0.word) }?.direction
  }

  /// A word or words, with the space before them.
  mutating func takeWords(_ words: StaticString) -> Bool {
    var ahead = self
    _ = ahead.take(UInt8(ascii: " "))
    guard ahead.takeWord(words) else { return false }
    self = ahead
    return true
  }
}
