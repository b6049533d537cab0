import Catalogue
import Store
import Tabular
import Values

/// Targets and what was reached of them: of users, teams and the company, by month, quarter and year.
package struct TargetReport: ReportAnswer {
  package struct Request: Sendable {
    /// Nil: the first metric that has targets in the period.
    package var metric: TargetMetric?
    /// A month, a quarter or a year; nil: this year.
    package var period: String?
    package var tier = TargetTier.base
    /// Empty: all of them.
    package var units: Set<TargetPeriod.Unit> = []
    package var kinds: Set<TargetHolder.Kind> = []
    /// `user:li.wei`, `team:华东`, `company`.
    package var holders: [String] = []
    package var isByPresentOwner = false
    /// The last day that counts; nil for all.
    package var asOf: Day?
    /// Only targets of these users, and of these teams with what is below them; empty for all.
    package var owners: [Int64] = []
    package var teams: [Int64] = []
    /// Whether people read the rows.
    package var isForPeople = false

    package init() {}
  }

  private let session: Session
  private let request: Request
  private let period: TargetPeriod
  private let metric: TargetMetric
  private let holders: [TargetHolder]

  package init(_ session: Session, _ request: Request) throws {
    self.session = session
    self.request = request
    let today = try session.displayZone().day(of: session.now)
    let period =
      try request.period.map { try TargetPeriod($0, today: today) }
      ?? TargetPeriod(.year, containing: try request.asOf ?? session.today())
    self.period = period
    (metric, holders) = try session.read { db in
      (
        try request.metric ?? Self.metric(within: period, request, session, in: db),
        try request.holders.map { try TargetHolder($0, session: session, in: db) }
      )
    }
  }

  /// The first metric that there are targets of; the others are named to people.
  private static func metric(
    within period: TargetPeriod, _ request: Request, _ session: Session, in db: ReadTransaction
  ) throws -> TargetMetric {
    let periods = TargetPeriod.Unit.allCases.flatMap { period.parts($0) }.map(\.description)
    let names = Set(
      try db.values(
        """
        SELECT DISTINCT metric FROM target
        WHERE deleted_at IS NULL AND tier = \(request.tier.rawValue) AND period IN \(list: periods)
        """, as: String.self))
    let found = TargetMetric.allCases.filter { names.contains($0.rawValue) }
    if found.count > 1 {
      session.note(
        "metric: \(found[0].rawValue); there are targets of "
          + found.dropFirst().map(\.rawValue).joined(separator: ", ") + ", too (--metric)")
    }
    return found.first ?? .contractAmount
  }

  package func table() throws -> ReportTable {
    try tellIncomplete()
    return ReportTable(
      columns: try columns(), query: try query(), measure: "attainment",
      title: Report.targets.label[session.language])
  }

  /// What was reached by a holder, in a part of the period.
  package func records(_ keys: [String]) throws -> RecordQuery {
    guard let name = keys.first, keys.count <= 2 else {
      throw UserError(
        .usage, "--ids takes a holder, and perhaps a period behind it",
        hints: ["such as --ids user:li.wei --ids 2026-03"])
    }
    let holder = try session.read { try TargetHolder(name, session: session, in: $0) }
    let part = try keys.dropFirst().first.map { try TargetPeriod($0, today: session.today()) }
    var query = try RecordQuery(metric.noun, session: session)
    let months = (part ?? period).parts(.month).filter(period.parts(.month).contains)
    query.conditions.append(try actuals(of: months).counts(for: holder))
    return query
  }

  private func actuals(of months: [TargetPeriod]) throws -> TargetActuals {
    TargetActuals(
      metric: metric, months: months, zone: try session.settings().zone,
      isByPresentOwner: request.isByPresentOwner, until: request.asOf)
  }

  /// Says that a figure which is the sum of some parts only is compared with the whole period.
  private func tellIncomplete() throws {
    let incomplete = try session.read { db in
      try db.rows(self.incomplete, as: String.self, String.self, Int.self, Int.self)
    }
    guard let (holder, period, months, all) = incomplete.first else { return }
    let others = incomplete.count - 1
    session.note(
      "the target of \(holder) for \(period) covers only \(months) of \(all) months, what was reached all "
        + "of them" + (others == 0 ? "" : "; so it is with \(others.counted("other target"))"))
  }

  private func columns() throws -> [Column] {
    let currency = try session.settings().currency
    let figure: ColumnKind =
      metric.isAmount
      ? .money(code: currency.code, digits: currency.minorDigits) : .integer
    return [
      session.language.column("metric", "Metric", "指标"),
      session.language.column("kind", "Of", "对象"),
      session.language.column("name", "Name", "名称"),
      session.language.column("period", "Period", "期间"),
      session.language.column("target", "Target", "目标", figure),
      session.language.column("actual", "Actual", "实际", figure),
      session.language.column("attainment", "Attainment", "完成率", .percent),
      session.language.column("gap", "Gap", "差额", figure),
      session.language.column("parts", "Sum of parts", "分解合计", figure),
      session.language.column("difference", "Difference", "与分解差异", figure),
    ]
  }

  // MARK: SQL

  private func query() throws -> SQL {
    let actuals = try actuals(of: period.parts(.month))
    return """
      WITH RECURSIVE
        period AS (\(periods)),
        given AS (\(given)),
        holder AS (SELECT DISTINCT holder, "user", team FROM given),
        month AS (
          SELECT h.holder, p.name AS period, g.value AS target, NULL AS parts
          FROM holder h JOIN period p ON p.unit = 'month'
          JOIN given g ON g.holder = h.holder AND g.period = p.name),
        quarter AS (\(whole("quarter", of: "month"))),
        year AS (\(whole("year", of: "quarter"))),
        wanted AS (SELECT * FROM month UNION ALL SELECT * FROM quarter UNION ALL SELECT * FROM year),
        event AS MATERIALIZED (\(actuals.query)),
        below(root, id) AS (
          SELECT team, team FROM holder WHERE team IS NOT NULL
          UNION SELECT b.root, t.id FROM team t JOIN below b ON t.parent = b.id),
        reached AS MATERIALIZED (
          SELECT 'user/' || e."user" AS holder, e.month, sum(e.value) AS value FROM event e
            WHERE e."user" IS NOT NULL GROUP BY 1, 2
          UNION ALL
          SELECT 'team/' || b.root, e.month, sum(e.value) FROM event e
            JOIN below b ON b.id = e.team GROUP BY 1, 2
          UNION ALL
          SELECT 'company', e.month, sum(e.value) FROM event e GROUP BY 1, 2),
        actual AS MATERIALIZED (
          SELECT w.holder, w.period, sum(r.value) AS value
          FROM wanted w JOIN period p ON p.name = w.period
          JOIN reached r ON r.holder = w.holder AND r.month BETWEEN p.first AND p.last
          GROUP BY 1, 2),
        result AS (
          SELECT h."user", h.team, p.name AS period, p.unit, p.rank, w.target, w.parts,
            ifnull(a.value, 0) AS actual
          FROM wanted w JOIN holder h ON h.holder = w.holder JOIN period p ON p.name = w.period
          LEFT JOIN actual a ON a.holder = w.holder AND a.period = w.period)
      SELECT \(shownMetric), \(shownKind), coalesce(u.login, t.name), r.period, r.target, r.actual,
        \(attainment), r.target - r.actual, iif(r.target <> r.parts, r.parts, NULL),
        nullif(r.target - r.parts, 0),
        row_number() OVER (ORDER BY r."user" IS NOT NULL, r.team IS NOT NULL,
          coalesce(t.name, u.login), r.rank)
      FROM result r LEFT JOIN "user" u ON u.id = r."user" LEFT JOIN team t ON t.id = r.team
      WHERE r.unit IN \(list: shownUnits)
      """
  }

  /// The figures that were set.
  private var given: SQL {
    """
    SELECT \(holder("t")) AS holder, t."user", t.team, t.period,
      t.\(identifier: metric.valueField) AS value
    FROM target t
    WHERE t.deleted_at IS NULL AND t.metric = \(metric.rawValue) AND t.tier = \(request.tier.rawValue)
      AND t.period IN (SELECT name FROM period) AND \(isAsked)
    """
  }

  /// Quarters and years without a figure of their own of which not every month has one, by its own or its
  /// quarter's: holder, period, how many have, and how many months there are.
  private var incomplete: SQL {
    """
    WITH period AS (\(periods)), given AS (\(given)),
      counted AS (
        SELECT g.holder, g."user", g.team, w.name, w.rank, count(DISTINCT m.name) AS months,
          (SELECT count(*) FROM period x WHERE x.unit = 'month' AND x.name BETWEEN w.first AND w.last)
            AS whole
        FROM given g JOIN period p ON p.name = g.period
        JOIN period w ON p.first >= w.first AND p.last <= w.last AND p.unit <> w.unit
        JOIN period m ON m.unit = 'month' AND m.name BETWEEN p.first AND p.last
        WHERE w.unit IN \(list: shownUnits)
          AND NOT EXISTS (SELECT 1 FROM given o WHERE o.holder = g.holder AND o.period = w.name)
        GROUP BY g.holder, w.name)
    SELECT coalesce(u.login, t.name, \(TargetHolder.Kind.company.rawValue)), c.name, c.months, c.whole
    FROM counted c LEFT JOIN "user" u ON u.id = c."user" LEFT JOIN team t ON t.id = c.team
    WHERE c.months < c.whole
    ORDER BY c."user" IS NOT NULL, c.team IS NOT NULL, coalesce(t.name, u.login), c.rank
    """
  }

  /// All periods within the one that is asked for: a quarter stands behind its months, a year behind its
  /// quarters.
  private var periods: SQL {
    var rows: [SQL] = []
    var quarters = period.parts(.quarter)
    if quarters.isEmpty { quarters = [period.whole(.quarter)] }
    func row(_ part: TargetPeriod) -> SQL {
      let months = part.parts(.month).map(\.description)
      return """
        (\(part.description), \(part.unit.rawValue), \(part.whole(.quarter).description),
          \(part.whole(.year).description), \(months.first), \(months.last), \(rows.count))
        """
    }
    for quarter in quarters {
      for month in quarter.parts(.month) where period.parts(.month).contains(month) {
        rows.append(row(month))
      }
      if period.unit != .month { rows.append(row(quarter)) }
    }
    if period.unit == .year { rows.append(row(period)) }
    return """
      SELECT column1 AS name, column2 AS unit, column3 AS quarter, column4 AS year,
        column5 AS first, column6 AS last, column7 AS rank
      FROM (VALUES \(rows.joined(separator: ", ")))
      """
  }

  /// The larger periods that have a figure of their own, or parts that have one.
  private func whole(_ unit: String, of part: String) -> SQL {
    """
    SELECT holder, period, ifnull(own, parts) AS target, iif(own IS NULL, NULL, parts) AS parts
    FROM (
      SELECT h.holder, p.name AS period,
        (SELECT g.value FROM given g WHERE g.holder = h.holder AND g.period = p.name) AS own,
        (SELECT sum(x.target) FROM \(identifier: part) x
          JOIN period q ON q.name = x.period AND q.\(identifier: unit) = p.name
          WHERE x.holder = h.holder) AS parts
      FROM holder h JOIN period p ON p.unit = \(unit))
    WHERE own IS NOT NULL OR parts IS NOT NULL
    """
  }

  private func holder(_ alias: SQL) -> SQL {
    """
    CASE WHEN \(alias)."user" IS NOT NULL THEN 'user/' || \(alias)."user"
      WHEN \(alias).team IS NOT NULL THEN 'team/' || \(alias).team ELSE 'company' END
    """
  }

  /// Whether the holder of the target `t` is one of those asked for.
  private var isAsked: SQL {
    var conditions: [SQL] = []
    if !request.kinds.isEmpty {
      let kinds = request.kinds.map { kind -> SQL in
        switch kind {
        case .user: "t.\"user\" IS NOT NULL"
        case .team: "t.team IS NOT NULL"
        case .company: "(t.\"user\" IS NULL AND t.team IS NULL)"
        }
      }
      conditions.append("(\(kinds.joined(separator: " OR ")))")
    }
    if !holders.isEmpty {
      let named = holders.map { "(t.\"user\" IS \($0.user) AND t.team IS \($0.team))" as SQL }
      conditions.append("(\(named.joined(separator: " OR ")))")
    }
    if !request.owners.isEmpty { conditions.append("t.\"user\" IN \(ids: request.owners)") }
    if !request.teams.isEmpty {
      conditions.append(
        """
        t.team IN (\(TeamTree.below(request.teams)))
          OR t."user" IN (\(TeamTree.members(of: request.teams)))
        """)
    }
    return conditions.conjunction()
  }

  private var shownUnits: [String] {
    TargetPeriod.Unit.allCases.filter { request.units.isEmpty || request.units.contains($0) }
      .map(\.rawValue)
  }

  private var shownMetric: SQL {
    "\(request.isForPeople ? metric.label[session.language] : metric.rawValue)"
  }

  private var shownKind: SQL {
    func shown(_ kind: TargetHolder.Kind) -> String {
      request.isForPeople ? kind.label[session.language] : kind.rawValue
    }
    return """
      CASE WHEN r."user" IS NOT NULL THEN \(shown(.user))
        WHEN r.team IS NOT NULL THEN \(shown(.team)) ELSE \(shown(.company)) END
      """
  }

  /// Hundredths of a percent, rounded half up; nothing is in percent of nothing.
  private var attainment: SQL {
    """
    iif(r.target = 0, NULL, iif(r.actual < 0, -1, 1)
      * ((abs(r.actual) * 20000 + r.target) / (2 * r.target)))
    """
  }
}
