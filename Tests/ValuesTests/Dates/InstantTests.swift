import ProgramTesting
import Testing

@testable import Values

@Suite struct InstantTests {
  @Test(arguments: [
    ("2026-03-01T09:00:00Z", 1_772_355_600, "2026-03-01T09:00:00Z"),
    ("2026-03-01T17:00:00+08:00", 1_772_355_600, "2026-03-01T09:00:00Z"),
    ("2026-02-28t23:30:00.999-09:30", 1_772_355_600, "2026-03-01T09:00:00Z"),
    ("2026-03-01 09:00:00z", 1_772_355_600, "2026-03-01T09:00:00Z"),
    ("1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z"),
    ("0001-01-01T00:00:00Z", -62_135_596_800, "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59Z", 253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func rfc3339(text: String, seconds: Int64, written: String) {
    #expect(Instant(text)?.seconds == seconds)
    #expect(Instant(seconds: seconds).description == written)
  }

  @Test(arguments: [
    "", "2026-03-01", "2026-03-01T09:00:00", "2026-03-01T09:00Z", "2026-03-01T24:00:00Z",
    "2026-03-01T09:60:00Z", "2026-03-01T09:00:60Z", "2026-03-01T09:00:00.Z",
    "2026-03-01T09:00:00+8",
    "2026-03-01T09:00:00+0800", "2026-03-01T09:00:00+24:00", "2026-02-30T09:00:00Z",
    "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-03-01T09:00:00Z ",
  ])
  func refused(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func textRoundTrips() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<20_000 {
      let seconds = Int64.random(in: Instant.min.seconds...Instant.max.seconds, using: &generator)
      let instant = Instant(seconds: seconds)
      #expect(Instant(instant.description) == instant)
      #expect(instant.description.utf8.count == 20)
    }
  }

  @Test func arithmeticStopsAtTheEnds() {
    #expect(Instant.max.adding(seconds: 1) == .max)
    #expect(Instant.min.adding(seconds: .min) == .min)
    #expect(Instant(seconds: 10) - Instant(seconds: 3) == 7)
  }
}
