import Store

/// The arithmetic of lines in SQL: the same as `Money`'s, to the minor unit.
///
/// SQLite has no integers beyond 64 bits and turns what does not fit into floating point. So factors
/// are split at the divisor: every part is smaller than the result, which fits. Nothing is negative.
package enum LineArithmetic {
  /// quantity × price × (1 − discount) of the columns of a line, rounded half up.
  ///
  /// With m = quantity × (10,000 − discount) it is m × price / 10,000,000.
  static let subtotal = """
    quantity * (10000 - discount) / 10000000 * price
          + quantity * (10000 - discount) % 10000000 * (price / 10000000)
          + (quantity * (10000 - discount) % 10000000 * (price % 10000000) + 5000000) / 10000000
    """

  /// An amount less so many hundredths of a percent, rounded half up; NULL stays NULL.
  package static func less(_ amount: SQL, by discount: SQL) -> SQL {
    """
    ((\(amount)) / 10000 * (10000 - (\(discount)))
      + ((\(amount)) % 10000 * (10000 - (\(discount))) + 5000) / 10000)
    """
  }
}
