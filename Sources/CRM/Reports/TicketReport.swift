import Catalogue
import Store
import Tabular
import Values

/// How after-sales is doing: what waits for whom, and how long it took to resolve what was resolved in
/// a period.
package struct TicketReport {
  /// What tickets are grouped by.
  package enum Dimension: String, CaseIterable, Sendable {
    case assignee, kind, priority

    var label: Label { Noun.ticket.field(rawValue)?.label ?? Label(rawValue, rawValue) }
  }

  private let session: Session
  private let dimensions: [Dimension]
  private let from: Instant
  private let to: Instant
  private let today: Day
  /// Conditions on the ticket `r`.
  private let conditions: [SQL]

  /// Without a period everything that was ever resolved counts.
  package init(
    _ session: Session, by dimensions: [Dimension] = [.assignee, .kind],
    period: ClosedRange<Day>? = nil, filter: RecordFilter = RecordFilter()
  ) throws {
    self.session = session
    self.dimensions = dimensions
    let actor = try session.actor()
    conditions =
      [RecordScope.visible(.ticket, alias: "r", to: actor)]
      + (try session.read { db in
        try filter.sql(
          for: .ticket, session: session,
          reader: try FieldReader(.option, session: session, db: db))
      })
    let zone = try session.settings().zone
    from = period.map { zone.startOfDay($0.lowerBound) } ?? .min
    to = period.map { zone.endOfDay($0.upperBound) } ?? .max
    today = try session.today()
  }

  /// What the numbers mean, for `--define`.
  package static let definition = """
    open, in_progress: tickets in these states now
    overdue: those of them whose day is over
    resolved: tickets that were resolved in the period for the last time, and were not opened again
    median_hours, p90_hours: of those, the hours from when the ticket was made until it was resolved, to
      a tenth; half of them, and nine of ten, took no longer
    A ticket counts for whoever is its assignee now.

    """

  package func table() throws -> ReportTable {
    let hours = try session.read { db in try hoursToResolve(in: db) }
    return ReportTable(columns: columns, query: query(hours))
  }

  private var columns: [Column] {
    return dimensions.map {
      Column($0.rawValue, label: $0.label[session.language], kind: .text)
    } + [
      session.language.column("open", "Open", "待处理", .integer),
      session.language.column("in_progress", "In progress", "处理中", .integer),
      session.language.column("overdue", "Overdue", "已逾期", .integer),
      session.language.column("resolved", "Resolved", "已解决", .integer),
      session.language.column("median_hours", "Median hours", "解决时长中位数（小时）", .decimal(scale: 1)),
      session.language.column("p90_hours", "90% within hours", "90% 解决时长（小时）", .decimal(scale: 1)),
    ]
  }

  /// The group of the ticket `r`, as one text.
  private var key: SQL {
    "json_array(\(dimensions.map { "r.\(identifier: $0.rawValue)" as SQL }.joined(separator: ", ")))"
  }

  /// Whether the ticket `r` was resolved in the period.
  private var isResolved: SQL { "r.resolved_at BETWEEN \(from) AND \(to)" }

  private func query(_ hours: [String: (median: Int64, p90: Int64)]) -> SQL {
    let hours = hours.sorted { $0.key < $1.key }.map {
      "{\"key\":\(JSONString.quoted($0.key)),\"median\":\($0.value.median),\"p90\":\($0.value.p90)}"
    }.joined(separator: ",")
    let names = dimensions.enumerated().map { place, dimension in name(dimension, at: place) }
    let order = dimensions.indices.map { rank(dimensions[$0], at: $0) }
    return """
      WITH
        hours AS (SELECT value ->> 'key' AS key, value ->> 'median' AS median, value ->> 'p90' AS p90
          FROM json_each(\("[\(hours)]"))),
        counted AS (
          SELECT \(key) AS key, count(*) FILTER (WHERE r.state = 'open') AS open,
            count(*) FILTER (WHERE r.state = 'in_progress') AS in_progress,
            count(*) FILTER (WHERE \(PendingTickets.isPending("r"))
              AND \(PendingTickets.isDue("r", before: today))) AS overdue,
            count(*) FILTER (WHERE \(isResolved)) AS resolved
          FROM ticket r WHERE \(conditions.conjunction()) GROUP BY 1)
      SELECT \(names.joined(separator: ", ")), c.open, c.in_progress, c.overdue, c.resolved,
        h.median, h.p90,
        row_number() OVER (ORDER BY \(order.joined(separator: ", ")))
      FROM counted c LEFT JOIN hours h ON h.key = c.key
      WHERE c.open + c.in_progress + c.resolved > 0
      """
  }

  /// The name of a group, from its key; who sees to nothing yet is nobody.
  private func name(_ dimension: Dimension, at place: Int) -> SQL {
    let value: SQL = "(c.key ->> \("$[\(place)]"))"
    guard dimension != .assignee else {
      return "(SELECT u.login FROM \"user\" u WHERE u.id = \(value))"
    }
    guard session.invocation.isForPeople else { return value }
    let cases = choices(dimension).map {
      "WHEN \($0.key) THEN \($0.label[session.language])" as SQL
    }
    return "CASE \(value) \(cases.joined(separator: " ")) ELSE \(value) END"
  }

  private func rank(_ dimension: Dimension, at place: Int) -> SQL {
    guard dimension != .assignee else {
      let name = name(dimension, at: place)
      return "\(name) IS NULL, \(name)"
    }
    let cases = choices(dimension).enumerated().map { "WHEN \($1.key) THEN \($0)" as SQL }
    return "CASE c.key ->> \("$[\(place)]") \(cases.joined(separator: " ")) END"
  }

  private func choices(_ dimension: Dimension) -> [FieldType.Choice] {
    guard case .choice(let choices) = Noun.ticket.field(dimension.rawValue)?.type else { return [] }
    return choices
  }

  /// By group, tenths of hours.
  private func hoursToResolve(
    in db: ReadTransaction
  ) throws -> [String: (median: Int64, p90: Int64)] {
    var tenths: [String: [Int32]] = [:]
    try db.stream(
      """
      SELECT \(key), r.created_at, r.resolved_at FROM ticket r
      WHERE \(isResolved) AND \(conditions.conjunction())
      """
    ) { cursor in
      if let made = Instant(bytes: cursor.text(1)), let resolved = Instant(bytes: cursor.text(2)) {
        let seconds = max(resolved - made, 0)
        tenths[String(decoding: cursor.text(0), as: UTF8.self), default: []].append(
          Int32(clamping: (seconds + 180) / 360))
      }
      return true
    }
    return tenths.mapValues { unsorted in
      let sorted = unsorted.sorted()
      return (
        median: Int64(sorted[(sorted.count - 1) / 2]),
        p90: Int64(sorted[(sorted.count * 9 + 9) / 10 - 1])
      )
    }
  }
}
