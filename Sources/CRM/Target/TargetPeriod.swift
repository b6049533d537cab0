import Catalogue
import Values

/// A month, a quarter or a year: what a target is for.
package struct TargetPeriod: Hashable, Sendable, CustomStringConvertible {
  package enum Unit: String, CaseIterable, Sendable {
    case month, quarter, year
  }

  package let unit: Unit
  package let first: Day

  package init(_ unit: Unit, containing day: Day) {
    self.unit = unit
    first =
      switch unit {
      case .month: day.startOfMonth
      case .quarter: day.startOfQuarter
      case .year: day.startOfYear
      }
  }

  /// Reads `2026-03`, `2026-Q1`, `2026` and everything else that names a whole month, quarter or year, such
  /// as `this month` and 上季度.
  package init(_ text: String, today: Day) throws(UserError) {
    let days = try DateWords.period(text, today: today).value
    for unit in Unit.allCases {
      let period = TargetPeriod(unit, containing: days.lowerBound)
      if period.first == days.lowerBound, period.last == days.upperBound {
        self = period
        return
      }
    }
    throw UserError(
      .usage, "'\(text)' is no month, no quarter and no year", code: "E_PERIOD",
      hints: ["write 2026-03, 2026-Q1 or 2026"])
  }

  package var last: Day {
    switch unit {
    case .month: first.endOfMonth
    case .quarter: first.endOfQuarter
    case .year: first.endOfYear
    }
  }

  /// As it is stored: `2026-03`, `2026-Q1`, `2026`.
  package var description: String {
    let year = String(first.description.prefix(4))
    return switch unit {
    case .month: String(first.description.prefix(7))
    case .quarter: "\(year)-Q\(first.quarter)"
    case .year: year
    }
  }

  /// The periods of the unit that lie in it, in order; itself for its own.
  package func parts(_ unit: Unit) -> [TargetPeriod] {
    var parts: [TargetPeriod] = []
    var part = TargetPeriod(unit, containing: first)
    while part.first >= first, part.last <= last {
      parts.append(part)
      // The calendar's last day has no next one.
      guard part.last < .max else { break }
      part = TargetPeriod(unit, containing: part.last.adding(days: 1))
    }
    return parts
  }

  /// The larger period of the unit that it lies in; itself for its own.
  package func whole(_ unit: Unit) -> TargetPeriod { TargetPeriod(unit, containing: first) }
}
