import Store

/// Deals as rows of one shape, whichever record each of them is.
///
/// They have `is_contract`, `id`, `customer`, `owner`, `at`, `amount`, and `opportunity`, which is the one that the
/// contract names or the deal itself. A contract counts at the hour of its day that the clock says.
struct DealRows {
  let clock: DealClock
  /// A condition on the contract `k`.
  var contracts: SQL = "1"
  /// A condition on the opportunity `o`.
  var opportunities: SQL = "1"
  /// Whether there is a row for every line of a deal, with `product`, `quantity`, `subtotal` and `is_first`.
  ///
  /// The last says whether it is the first line of its deal with the product. What has no lines is left out then.
  var hasLines = false
  /// Whether there is a column `source`, that of the opportunity.
  var hasSource = false

  init(_ clock: DealClock) { self.clock = clock }

  var sql: SQL { rows(ofOpportunities: Deal.isOpportunity("o")) }

  /// These, and won opportunities that are none because a contract names them: they are not looked up.
  var candidates: SQL { rows(ofOpportunities: Deal.isWon("o")) }

  private func rows(ofOpportunities isDeal: SQL) -> SQL {
    let source = "(SELECT q.source FROM opportunity q WHERE q.id = k.opportunity)" as SQL
    // The index by stage has the order of customers; lines are stored in that of their opportunities.
    let table: SQL = hasLines ? "opportunity o NOT INDEXED" : "opportunity o"
    return """
      SELECT 1 AS is_contract, k.id, k.customer, k.owner, \(clock.instant("k.signed")) AS at, k.amount,
        k.opportunity\(sourceColumn(source))\(lineColumns("contract"))
      FROM contract k NOT INDEXED \(lineJoin("contract", "k"))
      WHERE \(Deal.isContract("k")) AND (\(contracts))
      UNION ALL
      SELECT 0, o.id, o.customer, o.owner, o.closed_at, o.amount,
        o.id\(sourceColumn("o.source"))\(lineColumns("opportunity"))
      FROM \(table) \(lineJoin("opportunity", "o"))
      WHERE \(isDeal) AND (\(opportunities))
      """
  }

  private func sourceColumn(_ source: SQL) -> SQL { hasSource ? ", \(source) AS source" : "" }

  private func lineColumns(_ owner: SQL) -> SQL {
    guard hasLines else { return "" }
    // The plus keeps SQLite from looking through all lines of the product instead of the few of the deal.
    return """
      , l.product, l.quantity, l.subtotal,
      NOT EXISTS (SELECT 1 FROM \(owner)_line e WHERE e.\(owner) = l.\(owner)
        AND +e.product = l.product AND e.id < l.id) AS is_first
      """
  }

  private func lineJoin(_ owner: SQL, _ alias: SQL) -> SQL {
    hasLines ? "CROSS JOIN \(owner)_line l ON l.\(owner) = \(alias).id" : ""
  }
}

extension Deal {
  /// The customers that have a deal, each once, as `customer`.
  ///
  /// The condition is on the column with their id.
  static func customers(where condition: (SQL) -> SQL) -> SQL {
    """
    SELECT dk.customer FROM contract dk WHERE \(isContract("dk")) AND \(condition("dk.customer"))
    UNION SELECT o.customer FROM opportunity o
      WHERE \(isOpportunity("o")) AND \(condition("+o.customer"))
    """
  }
}
