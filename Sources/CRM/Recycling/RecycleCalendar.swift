import Store
import Values

/// The days that recycling counts: calendar days of the store's zone, without those on which the
/// clock stands still (`pool pause`).
package struct RecycleCalendar: Sendable {
  private let zone: Zone
  /// When deals of a day count.
  let deals: DealClock
  /// Apart from each other, and in order.
  private let pauses: [ClosedRange<Day>]

  init(zone: Zone, pauses: [ClosedRange<Day>]) {
    self.zone = zone
    deals = DealClock(zone)
    var merged: [ClosedRange<Day>] = []
    for pause in pauses.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, pause.lowerBound <= last.upperBound.adding(days: 1) {
        merged[merged.count - 1] =
          last.lowerBound...max(last.upperBound, pause.upperBound)
      } else {
        merged.append(pause)
      }
    }
    self.pauses = merged
  }

  init(zone: Zone, in db: ReadTransaction) throws {
    self.init(
      zone: zone,
      pauses: try db.rows(
        "SELECT first_day, last_day FROM recycle_pause WHERE deleted_at IS NULL",
        as: Day.self, Day.self
      ).compactMap { $0.0 <= $0.1 ? $0.0...$0.1 : nil })
  }

  func day(of instant: Instant) -> Day { zone.day(of: instant) }

  func startOfDay(_ day: Day) -> Instant { zone.startOfDay(day) }

  /// How many days after the first one, up to the second, count.
  func days(from first: Day, to last: Day) -> Int {
    var days = last - first
    guard days > 0 else { return days }
    for pause in pauses {
      let overlap =
        min(pause.upperBound, last) - max(pause.lowerBound, first.adding(days: 1)) + 1
      if overlap > 0 { days -= overlap }
    }
    return days
  }

  /// The first day on which more than so many days have passed since the anchor's.
  func dueDay(anchor: Day, days: Int) -> Day {
    var due = anchor.adding(days: days + 1)
    for pause in pauses {
      let start = max(pause.lowerBound, anchor.adding(days: 1))
      if start <= due, start <= pause.upperBound {
        due = due.adding(days: pause.upperBound - start + 1)
      }
    }
    return due
  }

  /// The instant before which an anchor is more than so many days old on the day.
  func boundary(days: Int, asOf: Day) -> Instant {
    var last = asOf.adding(days: -days - 1)
    for pause in pauses.reversed() {
      let end = min(pause.upperBound, asOf)
      if end > last, end >= pause.lowerBound {
        last = last.adding(days: -(end - pause.lowerBound + 1))
      }
    }
    return zone.startOfDay(last.adding(days: 1))
  }
}
