import Catalogue
import Store
import Tabular
import Values

extension CustomerSection {
  /// Who takes part in the customer.
  static let shares = CustomerSection("shares", "with whom it is shared, and until when") { scene in
    [try ShareSection(session: scene.session, in: scene.db).entry(of: scene.customer)]
  }
}

/// Who takes part in a customer, for `customer show`: the grants that hold, those on customers above
/// included that cascade.
package struct ShareSection {
  private let session: Session
  private let db: ReadTransaction

  package init(session: Session, in db: ReadTransaction) {
    self.session = session
    self.db = db
  }

  package func entry(of customer: Int64) throws -> Document.Entry {
    let shares = try db.rows(
      """
      SELECT u.login, g.access, g.until, iif(g.customer = \(customer), NULL, g.customer)
      FROM customer_share g JOIN "user" u ON u.id = g."user"
      WHERE (g.customer = \(customer)
          OR g.cascade = 1 AND g.customer IN (\(CustomerTree.above("\(customer)"))))
        AND \(ShareGrant.holds("g", at: "\(session.now)"))
      ORDER BY g.customer <> \(customer), u.login, g.id
      """, as: String.self, String.self, String?.self, Int64?.self)
    let items = shares.map { user, access, until, above in
      Document.object([
        .init("user", .text(user)), .init("access", .text(access)),
        .init("until", until.map { .text($0) } ?? .null),
        .init("through", above.map { .text(Noun.customer.reference($0)) } ?? .null),
      ])
    }
    return .init("shares", label: Label("Shared with", "共享")[session.language], .list(items))
  }
}
