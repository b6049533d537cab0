import ProgramTesting
import Testing

@testable import Values

/// Today is Wednesday, 4 March 2026.
@Suite struct DateWordsTests {
  private let today = Day(number: 20_516)

  @Test func todayIsAWednesday() {
    #expect(today.description == "2026-03-04")
    #expect(today.weekday == 3)
  }

  @Test(arguments: [
    ("today", "2026-03-04"), ("Today", "2026-03-04"), (" now ", "2026-03-04"),
    ("yesterday", "2026-03-03"),
    ("tomorrow", "2026-03-05"), ("3d", "2026-03-07"), ("+3d", "2026-03-07"), ("-2w", "2026-02-18"),
    ("1m", "2026-04-04"), ("-1y", "2025-03-04"), ("2q", "2026-09-04"), ("3d ago", "2026-03-01"),
    ("3 days ago", "2026-03-01"), ("a week ago", "2026-02-25"), ("in 2 weeks", "2026-03-18"),
    ("in three days", "2026-03-07"), ("2 months from now", "2026-05-04"),
    ("2 weeks later", "2026-03-18"),
    ("fri", "2026-03-06"), ("Friday", "2026-03-06"), ("wed", "2026-03-04"),
    ("next fri", "2026-03-06"),
    ("next wed", "2026-03-11"), ("last mon", "2026-03-02"), ("last wed", "2026-02-25"),
    ("last fri", "2026-02-27"), ("this mon", "2026-03-02"), ("this sunday", "2026-03-08"),
    ("month_start", "2026-03-01"), ("month_end", "2026-03-31"), ("month start", "2026-03-01"),
    ("week_start", "2026-03-02"), ("week_end", "2026-03-08"), ("quarter_start", "2026-01-01"),
    ("quarter_end", "2026-03-31"), ("year_start", "2026-01-01"), ("year_end", "2026-12-31"),
    ("last month end", "2026-02-28"), ("next_month_start", "2026-04-01"),
    ("今天", "2026-03-04"), ("昨天", "2026-03-03"), ("明天", "2026-03-05"), ("前天", "2026-03-02"),
    ("后天", "2026-03-06"), ("大后天", "2026-03-07"), ("下周五", "2026-03-13"), ("上周一", "2026-02-23"),
    ("本周三", "2026-03-04"), ("这周日", "2026-03-08"), ("周五", "2026-03-06"), ("周一", "2026-03-09"),
    ("星期天", "2026-03-08"), ("下下周五", "2026-03-20"), ("下个星期五", "2026-03-13"), ("3天前", "2026-03-01"),
    ("3天后", "2026-03-07"), ("３天前", "2026-03-01"), ("三天后", "2026-03-07"), ("两周后", "2026-03-18"),
    ("十二天前", "2026-02-20"), ("三十天后", "2026-04-03"), ("3个月后", "2026-06-04"), ("一年前", "2025-03-04"),
    ("半年后", "2026-09-04"), ("月底", "2026-03-31"), ("月初", "2026-03-01"), ("年底", "2026-12-31"),
    ("季末", "2026-03-31"), ("上月底", "2026-02-28"), ("下个月初", "2026-04-01"), ("明年初", "2027-01-01"),
  ])
  func relativeDays(text: String, expected: String) throws {
    let resolved = try DateWords.day(text, today: today)
    #expect(resolved.value.description == expected)
    #expect(resolved.isRelative)
  }

  @Test(arguments: ["2026-03-01", "2026/3/1", "20260301", "2026年3月1日", "1 mar 2026", "Mar 1, 2026"])
  func absoluteDays(text: String) throws {
    let resolved = try DateWords.day(text, today: today)
    #expect(resolved.value.description == "2026-03-01")
    #expect(!resolved.isRelative)
  }

  @Test func monthArithmeticClamps() throws {
    let lastOfJanuary = try #require(Day("2026-01-31"))
    #expect(try DateWords.day("1m", today: lastOfJanuary).value.description == "2026-02-28")
    #expect(try DateWords.day("一个月后", today: lastOfJanuary).value.description == "2026-02-28")
  }

  @Test(arguments: [
    "", "  ", "soon", "3", "3x", "3 dayss", "2026-02-30", "2026-13-01", "03/04/2026", "31/12/2026",
    "2026-Q1", "2026-03", "2026", "last month", "上季度", "2026-03-01..2026-03-05", "周", "月", "下",
    "周八",
    "today today", "todays", "999999y", "in", "ago", "next", "-", "半", "15:00", "明天后天", "fridays",
    "2026-Q5",
  ])
  func refusedDays(text: String) {
    #expect(userError { () throws(UserError) in _ = try DateWords.day(text, today: today) } != nil)
  }

  @Test func aPeriodIsNoDayAndSaysWhichDaysItHas() {
    let error = userError { () throws(UserError) in _ = try DateWords.day("2026-Q1", today: today) }
    #expect(error?.message == "'2026-Q1' is a period; a day is needed here")
    #expect(error?.hints == ["write its first or its last day: 2026-01-01 or 2026-03-31"])
  }

  @Test(arguments: [
    ("2026", "2026-01-01", "2026-12-31", false), ("2026-03", "2026-03-01", "2026-03-31", false),
    ("2026/3", "2026-03-01", "2026-03-31", false), ("2026-Q1", "2026-01-01", "2026-03-31", false),
    ("2026q4", "2026-10-01", "2026-12-31", false), ("2026-W01", "2025-12-29", "2026-01-04", false),
    ("2026年", "2026-01-01", "2026-12-31", false), ("2026年2月", "2026-02-01", "2026-02-28", false),
    ("2026年第2季度", "2026-04-01", "2026-06-30", false),
    ("2026年三季度", "2026-07-01", "2026-09-30", false),
    ("2026-03-01", "2026-03-01", "2026-03-01", false), ("today", "2026-03-04", "2026-03-04", true),
    ("this month", "2026-03-01", "2026-03-31", true),
    ("last month", "2026-02-01", "2026-02-28", true),
    ("last week", "2026-02-23", "2026-03-01", true),
    ("next quarter", "2026-04-01", "2026-06-30", true),
    ("last year", "2025-01-01", "2025-12-31", true), ("q2", "2026-04-01", "2026-06-30", true),
    ("last 30 days", "2026-02-03", "2026-03-04", true),
    ("next 7 days", "2026-03-04", "2026-03-10", true),
    ("上月", "2026-02-01", "2026-02-28", true), ("上个月", "2026-02-01", "2026-02-28", true),
    ("本月", "2026-03-01", "2026-03-31", true), ("上季度", "2025-10-01", "2025-12-31", true),
    ("本季度", "2026-01-01", "2026-03-31", true), ("今年", "2026-01-01", "2026-12-31", true),
    ("去年", "2025-01-01", "2025-12-31", true), ("上周", "2026-02-23", "2026-03-01", true),
    ("最近7天", "2026-02-26", "2026-03-04", true), ("近30天", "2026-02-03", "2026-03-04", true),
    ("第一季度", "2026-01-01", "2026-03-31", true),
    ("2026-01-01..2026-02-01", "2026-01-01", "2026-02-01", false),
    ("2026-01..2026-02", "2026-01-01", "2026-02-28", false),
    ("2026.1.1..2026.1.5", "2026-01-01", "2026-01-05", false),
    ("-30d..today", "2026-02-02", "2026-03-04", true), ("上月..今天", "2026-02-01", "2026-03-04", true),
    ("2026-03-01..", "2026-03-01", "9999-12-31", false),
    ("..2026-03", "0001-01-01", "2026-03-31", false),
    (" 2026-03-01 .. 2026-03-02 ", "2026-03-01", "2026-03-02", false),
  ])
  func periods(text: String, first: String, last: String, isRelative: Bool) throws {
    let resolved = try DateWords.period(text, today: today)
    #expect(resolved.value.lowerBound.description == first)
    #expect(resolved.value.upperBound.description == last)
    #expect(resolved.isRelative == isRelative)
  }

  @Test(arguments: [
    "..", " .. ", "2026-03-02..2026-03-01", "a..b", "2026-W54", "2026-W00", "2026-Q0", "2026-00",
    "2026-03-01..2026-03-02..2026-03-03", "2026-13", "0000", "last 0 days",
  ])
  func refusedPeriods(text: String) {
    #expect(
      userError { () throws(UserError) in _ = try DateWords.period(text, today: today) } != nil)
  }

  /// It is 17:00 in Shanghai on 4 March 2026.
  @Test(arguments: [
    ("now", "2026-03-04T09:00:00Z", true), ("2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z", false),
    ("2026-03-01T17:00:00+08:00", "2026-03-01T09:00:00Z", false),
    ("2026-03-01 17:00", "2026-03-01T09:00:00Z", false),
    ("2026-03-01T17:00", "2026-03-01T09:00:00Z", false),
    ("2026-03-01", "2026-02-28T16:00:00Z", false), ("today", "2026-03-03T16:00:00Z", true),
    ("yesterday 15:00", "2026-03-03T07:00:00Z", true),
    ("yesterday at 3pm", "2026-03-03T07:00:00Z", true),
    ("15:00", "2026-03-04T07:00:00Z", true), ("3:30 pm", "2026-03-04T07:30:00Z", true),
    ("12am", "2026-03-03T16:00:00Z", true), ("12pm", "2026-03-04T04:00:00Z", true),
    ("今天 15:00", "2026-03-04T07:00:00Z", true), ("今天15:00", "2026-03-04T07:00:00Z", true),
    ("昨天下午3点", "2026-03-03T07:00:00Z", true), ("下午3点半", "2026-03-04T07:30:00Z", true),
    ("明天上午9点05分", "2026-03-05T01:05:00Z", true), ("2h", "2026-03-04T11:00:00Z", true),
    ("-30min", "2026-03-04T08:30:00Z", true), ("2 hours ago", "2026-03-04T07:00:00Z", true),
    ("in 5 minutes", "2026-03-04T09:05:00Z", true), ("3小时前", "2026-03-04T06:00:00Z", true),
    ("半小时后", "2026-03-04T09:30:00Z", true), ("next fri 09:00", "2026-03-06T01:00:00Z", true),
    ("3天后 10:00", "2026-03-07T02:00:00Z", true), ("-1d", "2026-03-02T16:00:00Z", true),
  ])
  func instants(text: String, expected: String, isRelative: Bool) throws {
    let now = try #require(Instant("2026-03-04T09:00:00Z"))
    let resolved = try DateWords.instant(text, now: now, zone: Zone(identifier: "Asia/Shanghai"))
    #expect(resolved.value.description == expected)
    #expect(resolved.isRelative == isRelative)
  }

  @Test(arguments: [
    "", "25:00", "15:60", "today 25:00", "2026-03", "上月", "13pm", "15", "now now", "today 15:00 x",
  ])
  func refusedInstants(text: String) throws {
    let now = Instant(seconds: 0)
    let error = userError { () throws(UserError) in
      _ = try DateWords.instant(text, now: now, zone: .utc)
    }
    #expect(error?.code == "E_DATE")
  }

  @Test func randomTextNeverTraps() {
    var generator = SeededGenerator(seed: 5)
    let pieces = [
      "下", "上", "周", "五", "天", "前", "后", "3", "99", "-", "+", "d", " ", "ago", "in", "q", "2026",
      "年", "月",
      "..", ":", "半", "last ", "next ", "fri", "week", "十", "日", ".", "/", "T", "第", "季度", "end",
      "点", "\u{0}",
    ]
    let now = Instant(seconds: 1_772_614_800)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...6, using: &generator)
      let text = (0..<count).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
      _ = userError { () throws(UserError) in _ = try DateWords.day(text, today: today) }
      _ = userError { () throws(UserError) in _ = try DateWords.instant(text, now: now, zone: .utc)
      }
      _ = userError { () throws(UserError) in
        let period = try DateWords.period(text, today: today).value
        #expect(period.lowerBound <= period.upperBound)
      }
    }
  }
}
