import ProgramTesting
import Testing

@testable import Values

@Suite struct DayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-03-01", 20_513),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ])
  func numberAndText(iso: String, number: Int) {
    #expect(Day(iso)?.number == number)
    #expect(Day(number: number).description == iso)
  }

  @Test(arguments: [
    "", "2026", "2026-3-1", "2026-03-1", "2026-02-29", "1900-02-29", "2026-00-10", "2026-13-01",
    "2026-04-31", "2026-01-00", "0000-12-31", "2026-03-01 ", " 2026-03-01", "2026/03/01",
    "20260301", "2026-03-01T00:00:00Z", "２０２６-03-01", "+026-03-01",
  ])
  func refusedText(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func everyDayFrom1900To2100CountsOn() throws {
    var expected = try #require(Day(year: 1900, month: 1, day: 1)).number
    for year in 1900...2100 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (index, length) in lengths.enumerated() {
        #expect(Day(year: year, month: index + 1, day: length + 1) == nil)
        for dayOfMonth in 1...length {
          let day = try #require(Day(year: year, month: index + 1, day: dayOfMonth))
          #expect(day.number == expected)
          #expect(day.components == (year, index + 1, dayOfMonth))
          expected += 1
        }
      }
    }
  }

  @Test func textAndNumberAgreeOverTheWholeCalendar() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let day = Day(number: Int.random(in: Day.min.number...Day.max.number, using: &generator))
      #expect(Day(day.description) == day)
      #expect(Day(year: day.year, month: day.month, day: day.day) == day)
      #expect(day.adding(days: 1).weekday == day.weekday % 7 + 1 || day == .max)
    }
  }

  @Test(arguments: [
    ("2026-03-02", 1), ("2026-03-08", 7), ("1970-01-01", 4), ("0001-01-01", 1), ("1969-12-28", 7),
  ])
  func weekday(iso: String, weekday: Int) {
    #expect(Day(iso)?.weekday == weekday)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
    ("2026-03-31", -1, "2026-02-28"),
    ("2026-01-15", -1, "2025-12-15"), ("2026-12-01", 1, "2027-01-01"),
    ("2024-02-29", 12, "2025-02-28"),
    ("2026-05-05", 0, "2026-05-05"), ("9999-12-01", 1, "9999-12-31"),
    ("0001-01-15", -1, "0001-01-01"),
    ("2026-01-01", Int.max, "9999-12-31"), ("2026-01-01", Int.min, "0001-01-01"),
  ])
  func addingMonthsClamps(iso: String, months: Int, expected: String) {
    #expect(Day(iso)?.adding(months: months).description == expected)
  }

  @Test func addingDaysStopsAtTheEnds() {
    #expect(Day.max.adding(days: 1) == .max)
    #expect(Day.min.adding(days: -1) == .min)
    #expect(Day(number: 5).adding(days: .max) == .max)
    #expect(Day(number: -5).adding(days: .min) == .min)
  }

  @Test func difference() throws {
    let first = try #require(Day("2026-03-01"))
    let second = try #require(Day("2025-03-01"))
    #expect(first - second == 365)
    #expect(second < first)
  }

  @Test func edgesOfPeriods() throws {
    let day = try #require(Day("2026-11-22"))
    #expect(day.startOfWeek.description == "2026-11-16")
    #expect(day.endOfWeek.description == "2026-11-22")
    #expect(day.startOfMonth.description == "2026-11-01")
    #expect(day.endOfMonth.description == "2026-11-30")
    #expect(day.startOfQuarter.description == "2026-10-01")
    #expect(day.endOfQuarter.description == "2026-12-31")
    #expect(day.startOfYear.description == "2026-01-01")
    #expect(day.endOfYear.description == "2026-12-31")
    #expect(day.quarter == 4)
    #expect(Day.max.endOfYear == .max)
  }
}
