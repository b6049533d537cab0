import Catalogue
import Store
import Values

/// How long opportunities have been in their stages.
///
/// The time in a stage is the sum of its intervals, that of an opportunity which came back included;
/// the interval that goes on ends at the instant as of which is asked. It is counted in seconds, and
/// told in days of 24 hours.
package struct StageTime {
  /// The last instant that counts.
  package let end: Instant
  private let today: Day

  /// As of now, or of the end of another day.
  package init(asOf today: Day, session: Session) throws {
    self.today = today
    end =
      try today == session.today() ? session.now : session.settings().zone.endOfDay(today)
  }

  /// The fact of the opportunity under the alias.
  func fact(_ name: String, of alias: String) throws -> SQL {
    let opportunity: SQL = "\(identifier: alias)"
    switch name {
    case "stage_since":
      return """
        (SELECT max(fe.at) FROM stage_event fe WHERE fe.opportunity = \(opportunity).id)
        """
    case "stage_age":
      return """
        (SELECT \(age(of: opportunity)) FROM stage fs
          WHERE fs.id = \(opportunity).stage AND fs.kind = 'open')
        """
    case "rotten":
      return """
        EXISTS (SELECT 1 FROM stage fs WHERE fs.id = \(opportunity).stage AND fs.kind = 'open'
          AND fs.max_days IS NOT NULL AND fs.max_days < \(age(of: opportunity)))
        """
    case "slipped":
      return """
        (ifnull(\(opportunity).expected_close < \(today.description), 0)
          AND \(opportunity).stage IN (SELECT id FROM stage WHERE kind = 'open'))
        """
    default: throw UserError.bug("there is no fact \(name) of stages")
    }
  }

  /// Whole days in the present stage, over all stays in it.
  ///
  /// Each stay is its end less its beginning; so the ends of all stays less their beginnings are the
  /// time, whatever lay between them.
  private func age(of opportunity: SQL) -> SQL {
    """
    max(0, (\(end.seconds) + ifnull((
      SELECT sum(((fe.from_stage IS \(opportunity).stage) - (fe.to_stage = \(opportunity).stage))
        * (\(Self.seconds("fe.at"))))
      FROM stage_event fe WHERE fe.opportunity = \(opportunity).id AND fe.at <= \(end)), 0))
      / \(Instant.secondsPerDay))
    """
  }

  /// The seconds of an instant's text since 1970: days of the Gregorian calendar, then the time.
  ///
  /// Years begin in March here, so that the day that comes and goes is the last one.
  static func seconds(_ instant: SQL) -> SQL {
    func digits(_ start: Int64, _ count: Int64) -> SQL {
      "CAST(substr(\(instant), \(start), \(count)) AS INTEGER)"
    }
    let month = digits(6, 2)
    let year: SQL = "(\(digits(1, 4)) - (\(month) < 3))"
    let days: SQL = """
      (365 * \(year) + \(year) / 4 - \(year) / 100 + \(year) / 400
        + (153 * ((\(month) + 9) % 12) + 2) / 5 + \(digits(9, 2)) - 719469)
      """
    return """
      \(days) * \(Instant.secondsPerDay) + \(digits(12, 2)) * 3600 + \(digits(15, 2)) * 60
        + \(digits(18, 2))
      """
  }
}

/// The stays of one opportunity in its stages, in order of time.
package struct StageStays {
  package struct Stay: Sendable {
    package var stage: Int64
    package var name: String
    package var seconds: Int64
  }

  package let stays: [Stay]

  /// Stays end where the next one begins; the last one at the end, unless it is in a closed stage.
  package init(of opportunity: Int64, until end: Instant, in db: ReadTransaction) throws {
    let events = try db.rows(
      """
      SELECT s.id, s.name, s.kind, e.at FROM stage_event e JOIN stage s ON s.id = e.to_stage
      WHERE e.opportunity = \(opportunity) ORDER BY e.id
      """, as: Int64.self, String.self, StageKind.self, String.self)
    stays = events.enumerated().compactMap { index, event in
      guard let start = Instant(event.3) else { return nil }
      let isLast = index + 1 == events.count
      guard !isLast || event.2.isOpen else { return nil }
      let stop = isLast ? end : Instant(events[index + 1].3) ?? start
      return Stay(stage: event.0, name: event.1, seconds: max(0, stop - start))
    }
  }

  /// The time in each stage, in the order in which they were entered first.
  package var totals: [(name: String, visits: Int, days: Int64)] {
    var order: [Int64] = []
    var sums: [Int64: (name: String, visits: Int, seconds: Int64)] = [:]
    for stay in stays {
      if sums[stay.stage] == nil { order.append(stay.stage) }
      let before = sums[stay.stage]
      sums[stay.stage] = (
        stay.name, (before?.visits ?? 0) + 1, (before?.seconds ?? 0) + stay.seconds
      )
    }
    return order.compactMap { id in
      sums[id].map { ($0.name, $0.visits, $0.seconds / Instant.secondsPerDay) }
    }
  }
}
