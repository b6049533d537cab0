import Store
import Values

/// What receivables have got of the payments of their contract: one definition, in SQL.
///
/// A payment goes first to the receivable that it was meant for, as far as that needs it; everything else goes
/// to the oldest due receivable and spills over to the next. Refunds take from what is free, then from the last
/// receivable backwards. So the state is a function of the rows that there are, whatever the order in which they
/// came: nothing is stored, and undo, refunds, voiding and changed due days leave nothing to be put right.
enum ReceivableBalance {
  /// Rows of `id`, `contract`, `due`, `number`, `amount` and `paid`, for live receivables `rb` of the condition,
  /// which has to take all receivables of a contract or none.
  ///
  /// With a day, payments received later do not count. Where a contract has been paid in full, or not at all,
  /// there is nothing to spread: only the others cost windows.
  static func rows(where condition: SQL = "1", receivedBy day: Day? = nil) -> SQL {
    """
    WITH total AS MATERIALIZED (
      SELECT rb.contract, sum(rb.amount) AS wanted, \(received(by: day)) AS received
      FROM receivable rb WHERE rb.deleted_at IS NULL AND (\(condition)) GROUP BY rb.contract)
    SELECT rb.id, rb.contract, rb.due, rb.number, rb.amount, iif(t.received > 0, rb.amount, 0) AS paid
    FROM total t CROSS JOIN receivable rb ON rb.contract = t.contract
    WHERE rb.deleted_at IS NULL AND t.received NOT BETWEEN 1 AND t.wanted - 1
    UNION ALL
    \(spread(
      """
      total t CROSS JOIN receivable rb ON rb.contract = t.contract
      WHERE rb.deleted_at IS NULL AND t.received BETWEEN 1 AND t.wanted - 1
      """, received: "t.received", by: day))
    """
  }

  /// The same for the receivables of one contract.
  static func rows(ofContract contract: SQL) -> SQL {
    spread("receivable rb WHERE rb.deleted_at IS NULL AND rb.contract = \(contract)")
  }

  /// The same of all, for a view: who asks it for one contract reads the receivables of that one only.
  static let view: SQL = spread("receivable rb WHERE rb.deleted_at IS NULL")

  /// The rows of receivables `rb`, each with its part of what its contract has received.
  private static func spread(
    _ receivables: SQL, received: SQL = received(by: nil), by day: Day? = nil
  ) -> SQL {
    """
    SELECT id, contract, due, number, amount,
      CASE WHEN free >= 0 THEN meant + min(max(free - earlier, 0), amount - meant)
        ELSE meant - min(max(-free - later, 0), meant) END AS paid
    FROM (
      SELECT id, contract, due, number, amount, meant,
        received - sum(meant) OVER (PARTITION BY contract) AS free,
        sum(amount - meant) OVER (PARTITION BY contract ORDER BY due, number
          ROWS UNBOUNDED PRECEDING) - (amount - meant) AS earlier,
        sum(meant) OVER (PARTITION BY contract) - sum(meant) OVER (PARTITION BY contract
          ORDER BY due, number ROWS UNBOUNDED PRECEDING) AS later
      FROM (
        SELECT rb.id, rb.contract, rb.due, rb.number, rb.amount, \(received) AS received,
          min(max(ifnull((SELECT sum(pm.amount) FROM payment pm
            WHERE pm.receivable = rb.id AND \(counts("pm", by: day))), 0), 0), rb.amount) AS meant
        FROM \(receivables)))
    """
  }

  /// What the contract of the receivable `rb` has received.
  private static func received(by day: Day?) -> SQL {
    """
    ifnull((SELECT sum(pc.amount) FROM payment pc
      WHERE pc.contract = rb.contract AND \(counts("pc", by: day))), 0)
    """
  }

  /// Whether the payment of the alias counts.
  private static func counts(_ payment: SQL, by day: Day?) -> SQL {
    let isLive: SQL = "\(payment).deleted_at IS NULL"
    guard let day else { return isLive }
    return "\(isLive) AND \(payment).received <= \(day)"
  }
}
