/// The part of the grammar of dates that names weeks, months, quarters and years in Chinese.
extension ByteCursor {
  /// 下周五, 周五, 上季度, 本月, 今年, 月底, 上月初, 一季度.
  mutating func chineseReading(today: Day) -> DateReading? {
    var ahead = self
    if let quarter = ahead.quarter() {
      let start = today.startOfYear.adding(months: 3 * quarter - 3)
      self = ahead
      return edge(of: (start, start.endOfQuarter))
    }
    if let yearsLater = ahead.chineseYear() {
      guard let day = CalendarUnit.year.shift(today, by: yearsLater) else { return nil }
      self = ahead
      return edge(of: CalendarUnit.year.period(around: day))
    }
    let direction = ahead.chineseDirection()
    guard let unit = ahead.chinesePeriodUnit(),
      let day = unit.shift(today, by: direction ?? 0)
    else { return nil }
    if unit == .week, let weekday = ahead.chineseWeekday() {
      self = ahead
      guard direction == nil else {
        return DateReading(day.startOfWeek.adding(days: weekday - 1), isRelative: true)
      }
      let coming = today.adding(days: (weekday - today.weekday + 7) % 7)
      return DateReading(coming, isRelative: true)
    }
    let reading = ahead.edge(of: unit.period(around: day))
    // 月 alone is no period, 月底 is a day.
    guard direction != nil || reading.isDay else { return nil }
    self = ahead
    return reading
  }

  /// The period, or its first or last day when 初, 底 or 末 follows.
  private mutating func edge(of period: (first: Day, last: Day)) -> DateReading {
    if take("初") { return DateReading(period.first, isRelative: true) }
    if take("底") || take("末") { return DateReading(period.last, isRelative: true) }
    return DateReading(first: period.first, last: period.last, isRelative: true)
  }

  /// 今年, 去年, 明年 and their like, as years from now.
  private mutating func chineseYear() -> Int? {
    let words: [(word: StaticString, years: Int)] = [
      ("今年", 0), ("本年", 0), ("去年", -1), ("明年", 1), ("前年", -2), ("后年", 2),
    ]
    return words.first { take($0.word) }?.years
  }

  /// 本, 这, 当 is 0; every 上 counts -1 and every 下 1; nil when there is none.
  private mutating func chineseDirection() -> Int? {
    var direction: Int?
    if take("本") || take("这") || take("当") {
      direction = 0
    } else {
      while take("上") { direction = (direction ?? 0) - 1 }
      if direction == nil {
        while take("下") { direction = (direction ?? 0) + 1 }
      }
    }
    if direction != nil { _ = take("个") }
    return direction
  }

  private mutating func chinesePeriodUnit() -> CalendarUnit? {
    let words: [(word: StaticString, unit: CalendarUnit)] = [
      ("季度", .quarter), ("季", .quarter), ("星期", .week), ("礼拜", .week), ("周", .week),
      ("月", .month), ("年", .year),
    ]
    return words.first { take($0.word) }?.unit
  }

  /// 一 to 六, 日 or 天, or a digit; Monday is 1.
  private mutating func chineseWeekday() -> Int? {
    var ahead = self
    let weekday: Int?
    if ahead.take("日") || ahead.take("天") {
      weekday = 7
    } else {
      weekday = ahead.number(digits: 1...1) ?? ahead.chineseDigit()
    }
    guard let weekday, 1...7 ~= weekday else { return nil }
    self = ahead
    return weekday
  }
}
