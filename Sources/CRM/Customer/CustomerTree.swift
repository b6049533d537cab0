import Store

/// Customers that belong to others, as SQL.
enum CustomerTree {
  /// The ids of the customers above one, the nearest first.
  static func above(_ customer: SQL) -> SQL {
    """
    WITH RECURSIVE above(id) AS (
      SELECT a.parent FROM customer a WHERE a.id = \(customer) AND a.parent IS NOT NULL
      UNION SELECT a.parent FROM customer a JOIN above b ON a.id = b.id WHERE a.parent IS NOT NULL)
    SELECT id FROM above
    """
  }
}
