import Catalogue
import Store
import Values

extension Report {
  /// What comes into the pools of customers, and what becomes of it (公海池统计).
  static let pool = Report(
    "pool", "Pools", "公海池统计", summary: "Show what comes into the pools and what becomes of it",
    definition: """
      Pools of customers, and the changes of hands by the instant at which they happened; a period
      limits them by it.

      stock         customers that lie in the pool now, or lay there at the end of the day of
                    --as-of
      inflow        how often a customer came into the pool; created, imported, released and
                    recycled are its parts
      outflow       how often a customer left the pool; claimed and assigned are its parts
      followed_up   claims after which the claimer logged a follow-up while having the customer
      won           claims after which the customer had a deal while the claimer had it; a contract
                    counts on the whole day on which it was signed
      follow_up_rate, deal_rate
                    these in percent of all claims, with two decimals, half up
      median_days   the median of the days that the customers which left had lain in the pool

      Deleted customers and changes of hands that were undone do not count. By day, week, month,
      quarter or year the stock has no time and stands last. --as-of leaves out what came later, and
      --where then asks the customers as they were. --ids takes a pool, and any count behind it.

      \(ReportSpans.percentiles)
      """,
    noun: .customer, rows: [.pool],
    dimensions: ReportDimension.ofCustomers.filter { !["owner", "team"].contains($0.name) }
      + ReportDimension.calendar("e.at"),
    measures: [
      .count("stock", "Stock", "存量", where: "e.part = 'stock'"),
      .count("inflow", "In", "流入", where: "e.part = 'in'"),
      .count("created", "Created", "新建", where: "e.part = 'in' AND e.kind = 'create'"),
      .count("imported", "Imported", "导入", where: "e.part = 'in' AND e.kind = 'import'"),
      .count("released", "Released", "退回", where: "e.part = 'in' AND e.kind = 'release'"),
      .count("recycled", "Recycled", "回收", where: "e.part = 'in' AND e.kind = 'recycle'"),
      .count("outflow", "Out", "流出", where: "e.part = 'out'"),
      .count("claimed", "Claimed", "领取", where: "e.part = 'out' AND e.kind = 'claim'"),
      .count("assigned", "Assigned", "分配", where: "e.part = 'out' AND e.kind = 'assign'"),
      .count("followed_up", "Followed up", "已跟进", where: PoolFlow.isFollowedUp),
      .count("won", "Won", "成交", where: "e.is_won"),
      .share("follow_up_rate", "Follow-up rate", "跟进率", of: "f.followed_up", in: "f.claimed"),
      .share("deal_rate", "Deal rate", "成交率", of: "f.won", in: "f.claimed"),
      .number("median_days", "Median days in pool", "在池天数中位数"),
    ], chart: "stock", options: [.period, .conditions, .day],
    without: [
      "owner": "nobody owns what lies in a pool", "team": "nobody owns what lies in a pool",
    ],
    examples: [
      ("crm report pool", "Since the store was made"),
      ("crm report pool --period month_start..today", "This month"),
      ("crm report pool --where '行业 = 制造'", "Customers of one industry"),
      ("crm report pool --ids public --ids recycled", "What was recycled into a pool"),
    ],
    content: .figures(
      ReportSource(
        from: PoolFlow.from,
        spans: .days(
          from: "e.since", to: "e.at", where: "e.part = 'out'", isBeside: true))))
}

extension ReportDimension {
  /// The pools of customers, in their order.
  static let pool: ReportDimension = {
    var pool = named(
      "pool", "Pool", "公海池", of: "e.pool", table: "pool", order: "priority * 1000000 + id",
      shown: "deleted_at IS NULL AND holds = 'customers'")
    pool.showsAll = true
    return pool
  }()
}

/// What lies in pools, came into them and went out of them: `e`, and its customer `r`.
private enum PoolFlow {
  @Sendable
  static func from(_ run: ReportRun) throws -> SQL {
    let customers = try run.table(.customer)
    let isMeant: (SQL) -> SQL = { "\(run.inPeriod($0)) AND \(run.isPast($0))" }
    return """
      (SELECT c.id AS customer, c.pool, 'stock' AS part, NULL AS kind, NULL AS at, NULL AS since,
          NULL AS claimer, NULL AS id, NULL AS is_won
        FROM \(customers) c WHERE c.pool IS NOT NULL
      UNION ALL SELECT customer, pool, 'in', kind, at, NULL, NULL, NULL, NULL
        FROM (SELECT customer, to_pool AS pool, kind, at FROM ownership_event
            WHERE to_pool IS NOT NULL AND undone_by IS NULL
          UNION ALL \(Tenure.firstInPools)) WHERE \(isMeant("at"))
      UNION ALL SELECT customer, from_pool, 'out', kind, at, from_since, to_user, id,
          kind = 'claim' AND \(Deal.happened(
            ofCustomer: "v.customer", from: "v.at", to: until("v"), run.clock))
        FROM ownership_event v
        WHERE from_pool IS NOT NULL AND undone_by IS NULL AND \(isMeant("at"))) e
      CROSS JOIN \(customers) r ON r.id = e.customer
      """
  }

  /// Until when whoever claimed the customer by the event had it.
  private static func until(_ event: SQL) -> SQL {
    """
    ifnull((SELECT l.at FROM ownership_event l
      WHERE l.customer = \(event).customer AND l.id > \(event).id AND l.undone_by IS NULL
      ORDER BY l.id LIMIT 1), \(Instant.max))
    """
  }

  static let isFollowedUp: SQL = """
    e.part = 'out' AND e.kind = 'claim' AND EXISTS (SELECT 1 FROM activity a
      WHERE a.customer = e.customer AND a.at BETWEEN e.at AND \(until("e"))
        AND a.created_by = e.claimer AND a.deleted_at IS NULL)
    """

}
