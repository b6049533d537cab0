/// A point in time in whole seconds; its text is RFC 3339 in UTC, `2026-03-01T09:00:00Z`.
///
/// The text is always twenty characters, so instants sort in SQL as they sort here. Instants end
/// where days end: before year 1 and after year 9999 there are none.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z.
  package let seconds: Int64

  package static let secondsPerDay: Int64 = 86_400

  package static let min = Instant(seconds: Int64(Day.min.number) * secondsPerDay)
  package static let max = Instant(seconds: Int64(Day.max.number + 1) * secondsPerDay - 1)

  /// The instant of that number; a number outside the calendar gives its first or last second.
  package init(seconds: Int64) {
    let first = Int64(Day.min.number) * Instant.secondsPerDay
    let last = Int64(Day.max.number + 1) * Instant.secondsPerDay - 1
    self.seconds = Swift.min(Swift.max(seconds, first), last)
  }

  /// Reads RFC 3339: a day, `T` or a space, a time, and `Z` or an offset such as `+08:00`.
  ///
  /// A fraction of a second is dropped. Leap seconds (`:60`) are not accepted.
  package init?(_ text: String) {
    guard let instant = withBytes(of: text, { Instant(bytes: $0) }) else { return nil }
    self = instant
  }

  /// Reads RFC 3339, as `init(_:)` does.
  package init?(bytes: UnsafeBufferPointer<UInt8>) {
    var cursor = ByteCursor(bytes)
    guard
      let day = cursor.isoDay(),
      cursor.take(UInt8(ascii: "T")) || cursor.take(UInt8(ascii: "t"))
        || cursor.take(UInt8(ascii: " ")),
      let hour = cursor.number(exactly: 2), hour < 24, cursor.take(UInt8(ascii: ":")),
      let minute = cursor.number(exactly: 2), minute < 60, cursor.take(UInt8(ascii: ":")),
      let second = cursor.number(exactly: 2), second < 60,
      !cursor.take(UInt8(ascii: ".")) || cursor.skip(while: \.isASCIIDigit) > 0,
      let offset = cursor.utcOffset(), cursor.isAtEnd
    else { return nil }
    let local =
      Int64(day.number) * Instant.secondsPerDay + Int64(hour * 3600 + minute * 60 + second)
    let seconds = local - Int64(offset)
    self.init(seconds: seconds)
    guard self.seconds == seconds else { return nil }
  }

  package static func < (first: Instant, second: Instant) -> Bool {
    first.seconds < second.seconds
  }

  /// The seconds from the second to the first.
  package static func - (first: Instant, second: Instant) -> Int64 {
    first.seconds - second.seconds
  }

  package func adding(seconds delta: Int64) -> Instant {
    let (sum, overflow) = seconds.addingReportingOverflow(delta)
    return overflow ? (delta < 0 ? .min : .max) : Instant(seconds: sum)
  }

  package var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `YYYY-MM-DDTHH:MM:SSZ`.
  package func append(to bytes: inout [UInt8]) {
    let (day, secondOfDay) = dayAndSecond(offset: 0)
    day.append(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    bytes.appendDecimal(UInt64(secondOfDay / 3600), width: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendDecimal(UInt64(secondOfDay / 60 % 60), width: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendDecimal(UInt64(secondOfDay % 60), width: 2)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// The day and the second of that day on a clock that is `offset` seconds ahead of UTC.
  func dayAndSecond(offset: Int) -> (day: Day, second: Int) {
    let local = seconds + Int64(offset)
    var (day, second) = local.quotientAndRemainder(dividingBy: Instant.secondsPerDay)
    if second < 0 {
      day -= 1
      second += Instant.secondsPerDay
    }
    return (Day(number: Int(day)), Int(second))
  }
}

extension ByteCursor {
  /// `Z` or `+hh:mm` or `-hh:mm`, in seconds east of Greenwich.
  fileprivate mutating func utcOffset() -> Int? {
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    let sign: Int
    if take(UInt8(ascii: "+")) {
      sign = 1
    } else if take(UInt8(ascii: "-")) {
      sign = -1
    } else {
      return nil
    }
    guard
      let hours = number(exactly: 2), hours < 24, take(UInt8(ascii: ":")),
      let minutes = number(exactly: 2), minutes < 60
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
