import CRM
import Testing
import Values

@Suite struct TargetPeriodTests {
  private let today = Day(number: 20_513)  // 2026-03-01

  @Test(arguments: [
    ("2026-03", "2026-03", "2026-03-01", "2026-03-31"),
    ("2026-Q1", "2026-Q1", "2026-01-01", "2026-03-31"),
    ("2026-q4", "2026-Q4", "2026-10-01", "2026-12-31"),
    ("2026", "2026", "2026-01-01", "2026-12-31"),
    ("this month", "2026-03", "2026-03-01", "2026-03-31"),
    ("上季度", "2025-Q4", "2025-10-01", "2025-12-31"),
    ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
    ("2026-01-01..2026-03-31", "2026-Q1", "2026-01-01", "2026-03-31"),
  ])
  func whatIsAPeriod(text: String, name: String, first: String, last: String) throws {
    let period = try TargetPeriod(text, today: today)
    #expect(period.description == name)
    #expect(period.first.description == first && period.last.description == last)
  }

  @Test(arguments: [
    "2026-03-01", "2026-01..2026-02", "last 30 days", "2026-Q5", "2026-13", "", "soon", "..2026",
  ])
  func whatIsNone(text: String) {
    #expect(throws: UserError.self) { try TargetPeriod(text, today: today) }
  }

  @Test func partsAndWholes() throws {
    let year = try TargetPeriod("2026", today: today)
    #expect(year.parts(.month).map(\.description).count == 12)
    #expect(year.parts(.quarter).map(\.description) == (1...4).map { "2026-Q\($0)" })
    #expect(year.parts(.year) == [year])
    let month = try TargetPeriod("2026-05", today: today)
    #expect(month.whole(.quarter).description == "2026-Q2" && month.whole(.year) == year)
    #expect(month.parts(.quarter) == [])
    let last = TargetPeriod(.year, containing: .max)
    #expect(last.parts(.month).count == 12)
  }
}
