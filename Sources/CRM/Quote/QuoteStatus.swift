import Store
import Values

/// Where quotes stand on a day, as SQL over the table `quote`: what no job has to write.
struct QuoteStatus {
  static let expired = "expired"
  static let superseded = "superseded"

  /// Days that are over before this one are over.
  let today: Day

  /// The fact of the record under the alias; nil when it is none.
  func fact(_ name: String, _ alias: SQL) -> SQL? {
    switch name {
    case "status": status(alias)
    case "expired": isExpired(alias)
    case "subtotal": Self.subtotal(alias)
    case "total": Self.total(alias)
    default: nil
    }
  }

  /// Whether the last day is over and nobody has decided; never NULL.
  func isExpired(_ alias: SQL) -> SQL {
    """
    (\(alias).state NOT IN ('accepted', 'rejected')
      AND ifnull(\(alias).valid_until < \(today.description), 0)
      AND NOT \(Self.isSuperseded(alias)))
    """
  }

  /// Whether a later version has taken its place: nothing more becomes of it.
  static func isSuperseded(_ alias: SQL) -> SQL {
    """
    (\(alias).state <> 'accepted' AND EXISTS (SELECT 1 FROM quote later
      WHERE later.series = ifnull(\(alias).series, \(alias).id)
        AND later.version > \(alias).version AND later.deleted_at IS NULL))
    """
  }

  private func status(_ alias: SQL) -> SQL {
    """
    CASE WHEN \(Self.isSuperseded(alias)) THEN \(Self.superseded)
      WHEN \(isExpired(alias)) THEN \(Self.expired) ELSE \(alias).state END
    """
  }

  /// The sum of the lines; NULL when there is none, or one without a price.
  static func subtotal(_ alias: SQL) -> SQL {
    """
    (SELECT iif(count(*) = count(fl.subtotal), sum(fl.subtotal), NULL)
      FROM quote_line fl WHERE fl.quote = \(alias).id)
    """
  }

  /// The sum of the lines less the discounts on it.
  static func total(_ alias: SQL) -> SQL {
    """
    (SELECT \(LineArithmetic.less("fs.amount", by: "ifnull(\(alias).discount, 0)"))
        - ifnull(\(alias).discount_amount, 0)
      FROM (SELECT \(subtotal(alias)) AS amount) fs)
    """
  }
}
