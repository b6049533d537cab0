import Catalogue
import Store
import Values

/// What counts as a deal of a customer, the one definition behind recycling, caps, facts and reports: an approved
/// contract, on the day on which it was signed; and an opportunity that was won without any contract, when it
/// was closed.
///
/// A contract that is void is no deal, nor is then the opportunity that it came from.
enum Deal {
  /// The same in words, for the definitions of reports.
  static let definition = """
    A deal is an approved contract, on the day on which it was signed; or an opportunity that was won
    and that no contract names, on the day of closed_at. A void contract is no deal, nor is the
    opportunity that it came from. Deleted records do not count.
    """

  /// Whether the contract of the alias is one.
  static func isContract(_ alias: SQL) -> SQL {
    "\(alias).approval = 'approved' AND \(alias).deleted_at IS NULL"
  }

  /// Whether the opportunity of the alias is one: won, and no contract names it.
  static func isOpportunity(_ alias: SQL) -> SQL {
    """
    \(isWon(alias)) AND NOT EXISTS (SELECT 1 FROM contract dn
      WHERE dn.opportunity = \(alias).id AND dn.deleted_at IS NULL)
    """
  }

  /// Whether the opportunity of the alias was won, by contract or without.
  static func isWon(_ alias: SQL) -> SQL {
    """
    \(alias).deleted_at IS NULL AND \(alias).closed_at IS NOT NULL
      AND \(alias).stage IN (SELECT id FROM stage WHERE kind = 'won')
    """
  }

  /// Whether the customer of this id has a deal.
  static func isWon(customer: SQL) -> SQL {
    """
    (EXISTS (SELECT 1 FROM contract dk WHERE dk.customer = \(customer) AND \(isContract("dk")))
      OR EXISTS (SELECT 1 FROM opportunity o WHERE o.customer = \(customer) AND \(isOpportunity("o"))))
    """
  }

  /// Whether the customer had a deal from one instant to another; a contract has a day, and counts on the whole of it.
  static func happened(
    ofCustomer customer: SQL, from start: SQL, to end: SQL, _ clock: DealClock
  ) -> SQL {
    """
    (EXISTS (SELECT 1 FROM contract dk WHERE dk.customer = \(customer) AND \(isContract("dk"))
        AND dk.signed BETWEEN \(clock.day(of: start)) AND \(clock.day(of: end)))
      OR EXISTS (SELECT 1 FROM opportunity o WHERE o.customer = \(customer)
        AND \(isOpportunity("o")) AND o.closed_at BETWEEN \(start) AND \(end)))
    """
  }

  /// When the customer had its last deal, or its first; NULL without any.
  static func time(_ choice: Choice, ofCustomer customer: SQL, _ clock: DealClock) -> SQL {
    let contract: SQL = """
      (SELECT \(choice.function)(\(clock.instant("dk.signed"))) FROM contract dk
        WHERE dk.customer = \(customer) AND \(isContract("dk")))
      """
    let opportunity: SQL = """
      (SELECT \(choice.function)(o.closed_at) FROM opportunity o
        WHERE o.customer = \(customer) AND \(isOpportunity("o")))
      """
    return """
      \(choice.function)(ifnull(\(contract), \(opportunity)), ifnull(\(opportunity), \(contract)))
      """
  }

  enum Choice {
    case first, last

    fileprivate var function: SQL {
      switch self {
      case .first: "min"
      case .last: "max"
      }
    }
  }
}

/// The hour at which a deal of a day counts, so that days and instants are compared without any date function.
///
/// It lies on the same day of the store's zone, whatever the date: noon in UTC does in most zones, and where it
/// does not, midnight in UTC does.
struct DealClock: Sendable {
  private let time: String
  /// How far the zone is ahead of UTC, in seconds; in winter where that differs.
  private let offset: Int64

  init(_ zone: Zone) {
    let newYear = Day("2026-01-01").map(zone.startOfDay)
    offset = Instant("2026-01-01T00:00:00Z").flatMap { utc in newYear.map { utc - $0 } } ?? 0
    let noons = ["2026-01-01", "2026-07-01"].allSatisfy { day in
      Instant("\(day)T12:00:00Z").map { zone.day(of: $0).description == day } ?? false
    }
    time = noons ? "T12:00:00Z" : "T00:00:00Z"
  }

  /// The day of an instant in the zone, without summer time; after the last day there is none.
  func day(of instant: SQL) -> SQL {
    "ifnull(date(\(instant), \("\(offset) seconds")), '9999-12-31')"
  }

  /// The instant of a column that holds a day.
  func instant(_ day: SQL) -> SQL { "\(day) || \(time)" }
}
