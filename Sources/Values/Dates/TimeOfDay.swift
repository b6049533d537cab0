/// A time on the clock, to the second, without a day.
package struct TimeOfDay: Hashable, Sendable {
  package let hour: Int
  package let minute: Int
  package let second: Int

  package static let midnight = TimeOfDay(secondOfDay: 0)

  /// Nil when no clock shows it, such as 24:00.
  package init?(hour: Int, minute: Int = 0, second: Int = 0) {
    guard 0..<24 ~= hour, 0..<60 ~= minute, 0..<60 ~= second else { return nil }
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The time that many seconds after midnight; a day has 86,400 of them.
  init(secondOfDay: Int) {
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    second = secondOfDay % 60
  }

  var secondOfDay: Int { hour * 3600 + minute * 60 + second }
}

extension ByteCursor {
  /// A time as people write it, in folded lower-case text; a fraction of a second is dropped.
  ///
  /// `15:00`, `15:00:30`, `3pm`, `3:30 pm`, 下午3:30, 15点, 下午3点半, 9点05分.
  mutating func timeOfDay() -> TimeOfDay? {
    var ahead = self
    let chineseHalf = ahead.takeChineseHalf()
    guard var hour = ahead.number(digits: 1...2) else { return nil }
    var minute = 0
    var second = 0
    var isClock = true
    if ahead.take(UInt8(ascii: ":")) {
      guard let minutes = ahead.number(exactly: 2) else { return nil }
      minute = minutes
      if ahead.take(UInt8(ascii: ":")) {
        guard let seconds = ahead.number(exactly: 2) else { return nil }
        second = seconds
        if ahead.take(UInt8(ascii: ".")), ahead.skip(while: \.isASCIIDigit) == 0 { return nil }
      }
    } else if ahead.take("点") || ahead.take("时") {
      if ahead.take("半") {
        minute = 30
      } else if let minutes = ahead.number(digits: 1...2) {
        minute = minutes
        _ = ahead.take("分")
      }
    } else {
      isClock = false
    }
    let englishHalf = chineseHalf == nil ? ahead.takeEnglishHalf() : nil
    guard isClock || englishHalf != nil else { return nil }
    if let isAfternoon = chineseHalf ?? englishHalf {
      if englishHalf != nil, !(1...12 ~= hour) { return nil }
      hour = isAfternoon && hour < 12 ? hour + 12 : !isAfternoon && hour == 12 ? 0 : hour
    }
    guard let time = TimeOfDay(hour: hour, minute: minute, second: second) else { return nil }
    self = ahead
    return time
  }

  /// True for the afternoon and the evening, false for the morning, nil when nothing is said.
  private mutating func takeChineseHalf() -> Bool? {
    if take("上午") || take("早上") || take("凌晨") { return false }
    return take("下午") || take("晚上") ? true : nil
  }

  private mutating func takeEnglishHalf() -> Bool? {
    var ahead = self
    ahead.skip(while: \.isASCIISpace)
    let isAfternoon = ahead.take("pm")
    guard isAfternoon || ahead.take("am") else { return nil }
    self = ahead
    return isAfternoon
  }
}
