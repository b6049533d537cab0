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
    let discount = "the discount of \(FixedPoint.percent.format(max(0, sum.discount)))%"
    guard let limit else { return "\(discount) has no limit" }
    let relation = covers(sum) ? "is within" : "is beyond"
    return "\(discount) \(relation) the limit of \(FixedPoint.percent.format(limit))%"
  }
}
