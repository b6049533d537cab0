import Conditions
import Store
import Values

/// Comparisons of dates with days, periods, instants and numbers of days.
///
/// SQL compares with bound boundaries: an instant lies on a day when it lies between the beginning
/// and the end of the day in the store's zone.
struct DateConditions {
  let now: Instant
  let today: Day
  let zone: Zone
  /// Tells people what a relative date stands for.
  let note: (String) -> Void

  /// More days than the calendar has.
  private static let mostDays: Int64 = 4_000_000

  func equality(_ subject: ConditionCompiler.Subject, _ text: String) throws -> SQL {
    let (first, last) = try bounds(of: subject, text)
    return subject.isTrue("\(subject.value) >= \(first) AND \(subject.value) <= \(last)")
  }

  func order(
    _ subject: ConditionCompiler.Subject, _ comparison: Condition.Operator, _ text: String
  ) throws -> SQL {
    let (first, last) = try bounds(of: subject, text)
    // The more days since a date, the earlier it is.
    switch (comparison, subject.function == .daysSince) {
    case (.less, false), (.greater, true):
      return subject.isTrue("\(subject.value) < \(first)")
    case (.lessOrEqual, false), (.greaterOrEqual, true):
      return subject.isTrue("\(subject.value) <= \(last)")
    case (.greater, false), (.less, true):
      return subject.isTrue("\(subject.value) > \(last)")
    default: return subject.isTrue("\(subject.value) >= \(first)")
    }
  }

  /// The first and last value that the text means, as the column holds them.
  private func bounds(
    of subject: ConditionCompiler.Subject, _ text: String
  ) throws -> (first: Scalar, last: Scalar) {
    if let function = subject.function {
      let number = try FixedPoint.integer.parse(text)
      let days = Int(max(-Self.mostDays, min(number, Self.mostDays)))
      let day = today.adding(days: function == .daysSince ? -days : days)
      return bounds(of: day...day, isDay: subject.isDay)
    }
    do {
      let period = try DateWords.period(text, today: today)
      if period.isRelative {
        let (first, last) = (period.value.lowerBound, period.value.upperBound)
        note(
          "\(subject.field.name): '\(text)' is \(first == last ? "\(first)" : "\(first)..\(last)")")
      }
      return bounds(of: period.value, isDay: subject.isDay)
    } catch let noDay {
      guard !subject.isDay, let instant = try? DateWords.instant(text, now: now, zone: zone) else {
        throw noDay
      }
      if instant.isRelative { note("\(subject.field.name): '\(text)' is \(instant.value)") }
      let scalar = Scalar.text(instant.value.description)
      return (scalar, scalar)
    }
  }

  private func bounds(of days: ClosedRange<Day>, isDay: Bool) -> (first: Scalar, last: Scalar) {
    let (first, last) = (days.lowerBound, days.upperBound)
    return isDay
      ? (.text(first.description), .text(last.description))
      : (
        .text(zone.startOfDay(first).description), .text(zone.endOfDay(last).description)
      )
  }
}
