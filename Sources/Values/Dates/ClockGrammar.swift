/// The part of the grammar of dates that knows hours, minutes and seconds.
extension ByteCursor {
  /// `now`, `2h`, `-30min`, `2 hours ago`, `in 5 minutes`, 3小时前, 半小时后; in seconds from now.
  mutating func clockOffset() -> Int64? {
    var ahead = self
    if ahead.takeWord("now"), ahead.isAtEnd {
      self = ahead
      return 0
    }
    ahead = self
    guard let seconds = ahead.chineseClockOffset() ?? ahead.englishClockOffset(), ahead.isAtEnd
    else { return nil }
    self = ahead
    return seconds
  }

  /// A time of day with nothing after it.
  mutating func wholeTimeOfDay() -> TimeOfDay? {
    var ahead = self
    guard let time = ahead.timeOfDay(), ahead.isAtEnd else { return nil }
    self = ahead
    return time
  }

  /// The time after a day: ` 15:00`, `t15:00`, ` at 3pm`, 下午3点.
  mutating func timeAfterDay() -> TimeOfDay? {
    if take(UInt8(ascii: "t")) { return timeOfDay() }
    _ = takeWords("at")
    _ = take(UInt8(ascii: " "))
    return timeOfDay()
  }

  private mutating func englishClockOffset() -> Int64? {
    var ahead = self
    let sign = ahead.takeSign()
    let isFuture = sign == nil && ahead.takeWord("in")
    _ = ahead.take(UInt8(ascii: " "))
    guard let count = ahead.englishCount() else { return nil }
    _ = ahead.take(UInt8(ascii: " "))
    let units: [(word: StaticString, seconds: Int)] = [
      ("h", 3600), ("hour", 3600), ("hours", 3600), ("min", 60), ("mins", 60), ("minute", 60),
      ("minutes", 60), ("s", 1), ("sec", 1), ("second", 1), ("seconds", 1),
    ]
    guard let unit = units.first(where: { ahead.takeWord($0.word) }) else { return nil }
    var direction = sign == true ? -1 : 1
    if sign == nil, !isFuture {
      if ahead.takeWords("ago") {
        direction = -1
      } else {
        _ = ahead.takeWords("from now") || ahead.takeWords("later")
      }
    }
    self = ahead
    return Int64(direction * count * unit.seconds)
  }

  private mutating func chineseClockOffset() -> Int64? {
    var ahead = self
    let seconds: Int
    if ahead.take("半小时") || ahead.take("半个小时") {
      seconds = 1800
    } else {
      guard let count = ahead.chineseCount() else { return nil }
      if ahead.take("小时") || ahead.take("个小时") {
        seconds = count * 3600
      } else if ahead.take("分钟") {
        seconds = count * 60
      } else {
        return nil
      }
    }
    let isPast = ahead.take("以前") || ahead.take("之前") || ahead.take("前")
    guard isPast || ahead.take("以后") || ahead.take("之后") || ahead.take("后") else { return nil }
    self = ahead
    return Int64(isPast ? -seconds : seconds)
  }
}
