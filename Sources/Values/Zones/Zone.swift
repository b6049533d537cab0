/// A named time zone of the IANA database: which day and clock time an instant is.
package struct Zone: Sendable {
  /// The name as it was given, such as `Asia/Shanghai`.
  package let identifier: String
  private let offsets: ZoneOffsets

  package static let utc = Zone(identifier: "UTC", offsets: .fixed(0))

  /// Where Linux keeps the compiled database.
  package static let systemDatabase = "/usr/share/zoneinfo"

  /// Finds the zone of that name; an unknown name is an error with near ones.
  ///
  /// UTC and China need no database and no file is read for them; every other zone is read from
  /// the system's, once. Foundation's `TimeZone` is not used: in a statically linked program it
  /// knows no names at all.
  package init(
    identifier: String, database: String = Zone.systemDatabase
  ) throws(UserError) {
    let offsets: ZoneOffsets
    switch identifier {
    case "UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z": offsets = .fixed(0)
    case "Asia/Shanghai", "PRC": offsets = .china
    default: offsets = try ZoneDatabase(directory: database).offsets(named: identifier)
    }
    self.init(identifier: identifier, offsets: offsets)
  }

  private init(identifier: String, offsets: ZoneOffsets) {
    self.identifier = identifier
    self.offsets = offsets
  }

  package func day(of instant: Instant) -> Day {
    instant.dayAndSecond(offset: offsets.offset(at: instant.seconds)).day
  }

  package func localTime(of instant: Instant) -> (day: Day, time: TimeOfDay) {
    let (day, second) = instant.dayAndSecond(offset: offsets.offset(at: instant.seconds))
    return (day, TimeOfDay(secondOfDay: second))
  }

  /// The instant when the clock shows that time.
  ///
  /// A time that the clock skips is moved forward by as much as the clock is (02:30 becomes
  /// 03:30); of a time that comes twice the first is taken.
  package func instant(_ day: Day, _ time: TimeOfDay = .midnight) -> Instant {
    let local = Int64(day.number) * Instant.secondsPerDay + Int64(time.secondOfDay)
    // The offsets in force a day before and a day after; they differ around a change only.
    let before = offsets.offset(at: local - Instant.secondsPerDay)
    let after = offsets.offset(at: local + Instant.secondsPerDay)
    let first = local - Int64(before)
    let second = local - Int64(after)
    if before != after, offsets.offset(at: first) != before, offsets.offset(at: second) == after {
      return Instant(seconds: second)
    }
    return Instant(seconds: first)
  }

  /// The first instant of the day, which is not always midnight.
  package func startOfDay(_ day: Day) -> Instant { instant(day) }

  /// The last second of the day.
  package func endOfDay(_ day: Day) -> Instant {
    day == .max
      ? instant(day, TimeOfDay(secondOfDay: 86_399))
      : instant(day.adding(days: 1)).adding(seconds: -1)
  }

  /// `2026-03-01 17:00`, for people.
  package func localText(_ instant: Instant) -> String {
    let (day, time) = localTime(of: instant)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    day.append(to: &bytes)
    bytes.append(UInt8(ascii: " "))
    bytes.appendDecimal(UInt64(time.hour), width: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendDecimal(UInt64(time.minute), width: 2)
    return String(decoding: bytes, as: UTF8.self)
  }
}
