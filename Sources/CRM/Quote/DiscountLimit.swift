import Store
import Values

/// How far below the list prices a user may go without being asked (优惠申请).
struct DiscountLimit {
  /// Hundredths of a percent; nil: any discount.
  let limit: Int64?

  /// The largest limit of the user's roles; without one, and for admins, there is none.
  init(of actor: Actor, in db: ReadTransaction) throws {
    guard !actor.isAdmin else {
      limit = nil
      return
    }
    limit =
      try db.value(
        """
        SELECT max(r.discount_limit) FROM user_role l JOIN role r ON r.id = l.role
        WHERE l."user" = \(actor.id) AND r.deleted_at IS NULL
        """, as: Int64?.self) ?? nil
  }

  func covers(_ sum: QuoteSum) -> Bool {
    limit.map { !sum.isBelowList(byMoreThan: $0) } ?? true
  }

  /// "the discount of 12.5% is beyond the limit of 10%".
  func judgement(on sum: QuoteSum) -> String {
    func discount(_ value: Int64) -> String {
      "the discount of \(FixedPoint.percent.format(value))%"
    }
    guard let limit else { return "\(discount(max(0, sum.discount))) has no limit" }
    // What is beyond it by less than is written down is not written down as the limit itself.
    let isCovered = covers(sum)
    let value = isCovered ? max(0, sum.discount) : max(sum.discount, limit + 1)
    return "\(discount(value)) is \(isCovered ? "within" : "beyond") the limit of "
      + "\(FixedPoint.percent.format(limit))%"
  }
}
