import Catalogue
import Store
import Tabular
import Values

/// How the pools are doing in a period: stock, what came in and why, what went out, and what
/// became of the claims.
///
/// Undone changes of hands do not count. A claim counts as followed up, or as won, when that
/// happened while the claimer had the customer. The time in the pool is that of the customers which
/// left it in the period; the stock is the present one.
package struct PoolReport {
  private let session: Session
  private let from: Instant
  private let to: Instant
  /// Conditions on the customer `r`.
  private let conditions: [SQL]

  /// Without a period everything recorded counts, without a filter every customer.
  package init(
    _ session: Session, period: ClosedRange<Day>? = nil, filter: RecordFilter = RecordFilter()
  ) throws {
    self.session = session
    conditions = try session.read { db in
      try filter.sql(
        for: .customer, session: session,
        reader: try FieldReader(.option, session: session, db: db))
    }
    let zone = try session.settings().zone
    from = period.map { zone.startOfDay($0.lowerBound) } ?? .min
    to = period.map { zone.endOfDay($0.upperBound) } ?? .max
  }

  /// What the numbers mean, for `--define`.
  package static let definition = """
    stock: customers that lie in the pool now
    inflow: customers that came into the pool in the period; created, imported, released and
      recycled are its parts
    outflow: customers that left the pool in the period; claimed and assigned are its parts
    followed_up, won: claims of the period after which the claimer logged a follow-up, or an
      opportunity was won, while the claimer had the customer
    follow_up_rate, deal_rate: those claims in percent of all claims of the period
    median_days: the median of the whole days that the customers which left had lain in the pool
    Changes of hands that were undone do not count.

    """

  package func table() throws -> ReportTable {
    let medians = try session.read { db in try medianDays(in: db) }
    return ReportTable(
      columns: columns, query: query(medians: medians), measure: "stock",
      title: Report.poolLabel[session.language])
  }

  /// What lies in the pools of these names now; they hold one kind of record.
  package func records(in names: [String]) throws -> RecordQuery {
    let session = session
    let pools = try session.read { db in
      try RecordReferences.resolve(names, of: .pool, session: session, in: db)
    }
    let holdings = try session.read { db in
      try db.values("SELECT DISTINCT holds FROM pool WHERE id IN \(ids: pools)", as: String.self)
    }
    guard holdings.count == 1, let holding = PoolHolding(rawValue: holdings[0]) else {
      throw UserError(
        .usage, "--ids takes pools of customers or pools of leads, not both at once")
    }
    var query = try RecordQuery(holding.noun, session: session)
    query.conditions.append("r.pool IN \(ids: pools)")
    if holding == .customers { query.conditions += conditions }
    return query
  }

  private var columns: [Column] {
    return [
      session.language.column("pool", "Pool", "公海池", .text),
      session.language.column("stock", "Stock", "存量", .integer),
      session.language.column("inflow", "In", "流入", .integer),
      session.language.column("created", "Created", "新建", .integer),
      session.language.column("imported", "Imported", "导入", .integer),
      session.language.column("released", "Released", "退回", .integer),
      session.language.column("recycled", "Recycled", "回收", .integer),
      session.language.column("outflow", "Out", "流出", .integer),
      session.language.column("claimed", "Claimed", "领取", .integer),
      session.language.column("assigned", "Assigned", "分配", .integer),
      session.language.column("followed_up", "Followed up", "已跟进", .integer),
      session.language.column("won", "Won", "成交", .integer),
      session.language.column("follow_up_rate", "Follow-up rate", "跟进率", .percent),
      session.language.column("deal_rate", "Deal rate", "成交率", .percent),
      session.language.column("median_days", "Median days in pool", "在池天数中位数", .integer),
    ]
  }

  /// One row a pool, in the order of the pools.
  private func query(medians: [Int64: Int32]) -> SQL {
    let medians = medians.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
      .joined(separator: ",")
    return """
      WITH
        inflow AS (
          SELECT pool, count(*) AS total,
            count(*) FILTER (WHERE kind = 'create') AS created,
            count(*) FILTER (WHERE kind = 'import') AS imported,
            count(*) FILTER (WHERE kind = 'release') AS released,
            count(*) FILTER (WHERE kind = 'recycle') AS recycled
          FROM (SELECT customer, to_pool AS pool, kind, at FROM ownership_event
              WHERE to_pool IS NOT NULL AND undone_by IS NULL
            UNION ALL \(Tenure.firstInPools)) e
          WHERE at BETWEEN \(from) AND \(to) AND \(isMeant("e.customer")) GROUP BY pool),
        outflow AS (
          SELECT from_pool AS pool, count(*) AS total,
            count(*) FILTER (WHERE kind = 'claim') AS claimed,
            count(*) FILTER (WHERE kind = 'assign') AS assigned
          FROM ownership_event e
          WHERE from_pool IS NOT NULL AND undone_by IS NULL AND at BETWEEN \(from) AND \(to)
            AND \(isMeant("e.customer"))
          GROUP BY from_pool),
        tenure AS (
          SELECT e.from_pool AS pool, e.customer, e.to_user AS claimer, e.at AS since,
            ifnull((SELECT l.at FROM ownership_event l WHERE l.customer = e.customer
              AND l.id > e.id AND l.undone_by IS NULL ORDER BY l.id LIMIT 1), \(Instant.max)) AS until
          FROM ownership_event e
          WHERE e.kind = 'claim' AND e.undone_by IS NULL AND e.at BETWEEN \(from) AND \(to)
            AND \(isMeant("e.customer"))),
        success AS (
          SELECT pool, count(*) AS claims,
            count(*) FILTER (WHERE EXISTS (SELECT 1 FROM activity a
              WHERE a.customer = t.customer AND a.at BETWEEN t.since AND t.until
                AND a.created_by = t.claimer AND a.deleted_at IS NULL)) AS followed_up,
            count(*) FILTER (WHERE EXISTS (SELECT 1 FROM opportunity o
              WHERE o.customer = t.customer AND o.closed_at BETWEEN t.since AND t.until
                AND o.stage IN (SELECT id FROM stage WHERE kind = 'won')
                AND o.deleted_at IS NULL)) AS won
          FROM tenure t GROUP BY pool)
      SELECT p.name,
        (SELECT count(*) FROM customer c WHERE c.pool = p.id AND c.deleted_at IS NULL
          AND \(isMeant("c.id"))),
        ifnull(i.total, 0), ifnull(i.created, 0), ifnull(i.imported, 0), ifnull(i.released, 0),
        ifnull(i.recycled, 0), ifnull(o.total, 0), ifnull(o.claimed, 0), ifnull(o.assigned, 0),
        ifnull(s.followed_up, 0), ifnull(s.won, 0),
        (s.followed_up * 10000 + s.claims / 2) / s.claims, (s.won * 10000 + s.claims / 2) / s.claims,
        (SELECT value FROM json_each(\("{\(medians)}")) WHERE key = CAST(p.id AS TEXT)),
        row_number() OVER (ORDER BY p.priority, p.id)
      FROM pool p
      LEFT JOIN inflow i ON i.pool = p.id
      LEFT JOIN outflow o ON o.pool = p.id
      LEFT JOIN success s ON s.pool = p.id
      WHERE p.deleted_at IS NULL
      """
  }

  /// Whether the customer is one of those asked for.
  private func isMeant(_ customer: SQL) -> SQL {
    guard !conditions.isEmpty else { return "1" }
    return """
      EXISTS (SELECT 1 FROM customer r WHERE r.id = \(customer) AND \(conditions.conjunction()))
      """
  }

  /// By pool, the median of the whole days that customers had lain there when they left.
  private func medianDays(in db: ReadTransaction) throws -> [Int64: Int32] {
    var days: [Int64: [Int32]] = [:]
    try db.stream(
      """
      SELECT from_pool, at, from_since FROM ownership_event e
      WHERE from_pool IS NOT NULL AND undone_by IS NULL AND at BETWEEN \(from) AND \(to)
        AND \(isMeant("e.customer"))
      """
    ) { cursor in
      if let left = Instant(bytes: cursor.text(1)), let came = Instant(bytes: cursor.text(2)) {
        days[cursor.integer(0), default: []].append(
          Int32(clamping: (left - came) / Instant.secondsPerDay))
      }
      return true
    }
    return days.mapValues { unsorted in
      let sorted = unsorted.sorted()
      return sorted[(sorted.count - 1) / 2]
    }
  }
}
