import ProgramTesting
import Testing

@testable import Values

@Suite struct ZoneTests {
  @Test(arguments: [
    ("UTC", "2026-03-01T23:30:00Z", "2026-03-01 23:30"),
    ("Asia/Shanghai", "2026-03-01T23:30:00Z", "2026-03-02 07:30"),
    ("Asia/Shanghai", "1988-07-01T00:00:00Z", "1988-07-01 09:00"),
    ("Asia/Shanghai", "1991-09-14T16:59:59Z", "1991-09-15 01:59"),
    ("Asia/Shanghai", "1991-09-14T17:00:00Z", "1991-09-15 01:00"),
    ("America/New_York", "2026-07-01T00:00:00Z", "2026-06-30 20:00"),
    ("America/New_York", "2026-01-01T00:00:00Z", "2025-12-31 19:00"),
    ("America/New_York", "2090-07-01T00:00:00Z", "2090-06-30 20:00"),
    ("Australia/Sydney", "2090-01-01T00:00:00Z", "2090-01-01 11:00"),
    ("Australia/Sydney", "2090-07-01T00:00:00Z", "2090-07-01 10:00"),
    ("Asia/Kathmandu", "2026-01-01T00:00:00Z", "2026-01-01 05:45"),
  ])
  func localText(zone: String, instant: String, expected: String) throws {
    let zone = try Zone(identifier: zone)
    #expect(zone.localText(try #require(Instant(instant))) == expected)
  }

  @Test(arguments: [
    // The clock skips 02:00 to 03:00.
    ("America/New_York", "2026-03-08", 2, 30, "2026-03-08T07:30:00Z"),
    ("America/New_York", "2026-03-08", 1, 59, "2026-03-08T06:59:00Z"),
    ("America/New_York", "2026-03-08", 3, 0, "2026-03-08T07:00:00Z"),
    // 01:00 to 02:00 comes twice.
    ("America/New_York", "2026-11-01", 1, 30, "2026-11-01T05:30:00Z"),
    ("America/New_York", "2026-11-01", 2, 0, "2026-11-01T07:00:00Z"),
    ("Asia/Shanghai", "1986-05-04", 2, 30, "1986-05-03T18:30:00Z"),
    ("Asia/Shanghai", "2026-03-01", 0, 0, "2026-02-28T16:00:00Z"),
    // Midnight was skipped.
    ("America/Sao_Paulo", "2018-11-04", 0, 0, "2018-11-04T03:00:00Z"),
    // The whole day was skipped.
    ("Pacific/Apia", "2011-12-30", 12, 0, "2011-12-30T22:00:00Z"),
  ])
  func clockToInstant(
    zone: String, day: String, hour: Int, minute: Int, expected: String
  ) throws {
    let zone = try Zone(identifier: zone)
    let day = try #require(Day(day))
    let time = try #require(TimeOfDay(hour: hour, minute: minute))
    #expect(zone.instant(day, time).description == expected)
  }

  @Test func daysOfAZoneFollowOneAnother() throws {
    for name in ["America/New_York", "Asia/Shanghai", "Africa/Casablanca", "UTC"] {
      let zone = try Zone(identifier: name)
      for number in 5_000..<25_000 {
        let day = Day(number: number)
        #expect(zone.day(of: zone.startOfDay(day)) == day)
        #expect(zone.day(of: zone.endOfDay(day)) == day)
        #expect(zone.endOfDay(day).adding(seconds: 1) == zone.startOfDay(day.adding(days: 1)))
      }
    }
  }

  @Test(arguments: ["Asia/Shangai", "asia/shanghai", "Asia/Shanghia"])
  func nearNameIsSuggested(name: String) {
    let error = userError { () throws(UserError) in _ = try Zone(identifier: name) }
    #expect(error?.message == "'\(name)' is not a time zone")
    #expect(error?.hints.first?.hasPrefix("did you mean 'Asia/Shanghai'") == true)
  }

  @Test(arguments: [
    "", "CST", "UTC+8", "../../etc/passwd", "/etc/passwd", "zone.tab", "Asia", "right/UTC",
  ])
  func refused(name: String) {
    #expect(userError { () throws(UserError) in _ = try Zone(identifier: name) } != nil)
  }

  @Test func withoutDatabaseOnlyTheBuiltInZonesExist() throws {
    let nowhere = "/nonexistent"
    #expect(try Zone(identifier: "Asia/Shanghai", database: nowhere).identifier == "Asia/Shanghai")
    let error = userError { () throws(UserError) in
      _ = try Zone(identifier: "Europe/Berlin", database: nowhere)
    }
    #expect(error?.exit == .configuration)
  }

  @Test(arguments: [
    ("EST5EDT,M3.2.0,M11.1.0", "2050-07-01T12:00:00Z", -14_400),
    ("EST5EDT,M3.2.0,M11.1.0", "2050-12-01T12:00:00Z", -18_000),
    ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2050-01-01T12:00:00Z", 46_800),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2050-01-01T12:00:00Z", 39_600),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-01T12:00:00Z", 3_600),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-01T12:00:00Z", 0),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-06-01T12:00:00Z", 10_800),
    ("XXX3YYY,J60/0,J300/0", "2052-03-01T02:00:00Z", -10_800),
    ("XXX3YYY,J60/0,J300/0", "2052-03-01T03:00:00Z", -7_200),
    ("CST-8", "2050-07-01T12:00:00Z", 28_800),
  ])
  func yearlyRules(posix: String, instant: String, offset: Int) throws {
    let rule = try #require(withBytes(of: posix) { YearlyOffsets(posix: $0) })
    #expect(rule.offset(at: try #require(Instant(instant)).seconds) == offset)
  }

  @Test(arguments: [
    "", "X5", "EST", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.2.0,M11.1.0x",
  ])
  func damagedYearlyRules(posix: String) {
    #expect(withBytes(of: posix) { YearlyOffsets(posix: $0) } == nil)
  }

  @Test func damagedFilesAreRefused() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<5_000 {
      let count = Int.random(in: 0..<300, using: &generator)
      var bytes = (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
      bytes.insert(contentsOf: Array("TZif2".utf8), at: 0)
      #expect(ZoneFile(bytes).offsets() == nil)
    }
  }
}
