import ProgramTesting
import Testing

@testable import Values

@Suite struct DayParserTests {
  private func day(_ text: String) throws(UserError) -> Day {
    try withBytes(of: text) { (bytes) throws(UserError) in try DayParser.day(bytes) }
  }

  private func instant(_ text: String, _ zone: Zone) throws(UserError) -> Instant {
    try withBytes(of: text) { (bytes) throws(UserError) in try DayParser.instant(bytes, zone: zone)
    }
  }

  @Test(arguments: [
    "2026-03-01", "2026/3/1", "2026/03/01", "2026.3.1", "2026-3-1", "20260301", "2026年3月1日",
    "2026年03月01日", "2026年3月1号", "2026 年 3 月 1 日", "1 Mar 2026", "1-Mar-2026", "01 March 2026",
    "Mar 1, 2026", "March 1st, 2026", "mar. 1 2026", "２０２６年３月１日", "２０２６／３／１", " 2026-03-01\u{3000}",
    "2026-03-01 00:00:00", "2026/3/1 0:00", "2026-03-01T00:00:00", "\u{FEFF}2026-03-01",
  ])
  func forms(text: String) throws {
    #expect(try day(text).description == "2026-03-01")
  }

  @Test(arguments: [
    ("03/04/2026", "E_DAY_AMBIGUOUS"), ("3-4-2026", "E_DAY_AMBIGUOUS"),
    ("3.4.26", "E_DAY_AMBIGUOUS"),
    ("03/04/2026 10:00", "E_DAY_AMBIGUOUS"), ("31/12/2026", "E_DAY"), ("12/31/2026", "E_DAY"),
    ("2026-02-30", "E_DAY"), ("20261301", "E_DAY"), ("2026-03-01 09:30", "E_DAY"),
    ("2026-03", "E_DAY"),
    ("today", "E_DAY"), ("", "E_DAY"), ("2026-03/01", "E_DAY"), ("46082", "E_DAY"),
    ("2026-03-01x", "E_DAY"),
    ("202603011", "E_DAY"), ("1 Foo 2026", "E_DAY"), ("2026-03-01T00:00:00Z", "E_DAY"),
  ])
  func refused(text: String, code: String) {
    #expect(userError { () throws(UserError) in _ = try day(text) }?.code == code)
  }

  @Test(arguments: [
    ("2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z"), ("2026-03-01", "2026-02-28T16:00:00Z"),
    ("2026-03-01 17:00", "2026-03-01T09:00:00Z"), ("2026/3/1 17:00:30", "2026-03-01T09:00:30Z"),
    ("2026年3月1日 17:00", "2026-03-01T09:00:00Z"), ("2026年3月1日17点", "2026-03-01T09:00:00Z"),
    ("2026-03-01 5:00 PM", "2026-03-01T09:00:00Z"), ("2026/3/1 下午5:00", "2026-03-01T09:00:00Z"),
    ("2026-03-01 17:00:00.250", "2026-03-01T09:00:00Z"), ("20260301 17:00", "2026-03-01T09:00:00Z"),
  ])
  func instants(text: String, expected: String) throws {
    #expect(try instant(text, Zone(identifier: "Asia/Shanghai")).description == expected)
  }

  @Test(arguments: ["", "17:00", "2026-03-01 25:00", "2026-03-01 17:60", "2026-03-01 17", "now"])
  func refusedInstants(text: String) {
    #expect(userError { () throws(UserError) in _ = try instant(text, .utc) }?.code == "E_INSTANT")
  }

  @Test func everyDayIsReadInEveryForm() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<3_000 {
      let expected = Day(number: Int.random(in: Day.min.number...Day.max.number, using: &generator))
      let (year, month, dayOfMonth) = expected.components
      let long = String(expected.description.prefix(4))
      #expect(try day("\(long)/\(month)/\(dayOfMonth)") == expected)
      #expect(try day("\(long)年\(month)月\(dayOfMonth)日") == expected)
      #expect(try day(expected.description.filter { $0 != "-" }) == expected)
      #expect(year == expected.year)
    }
  }
}
