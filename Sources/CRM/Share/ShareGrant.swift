import Catalogue
import Store
import Values

/// A grant to a user, and until when; the one place that knows when grants hold.
package struct ShareGrant {
  package var access: ShareAccess
  /// The last day; nil: for good.
  package var until: Day?
  /// Whether it also holds for the customers below.
  package var cascades = false

  package init(_ access: ShareAccess, until: Day? = nil, cascades: Bool = false) {
    self.access = access
    self.until = until
    self.cascades = cascades
  }

  // MARK: Asking

  /// Whether the grant of the alias holds at an instant.
  ///
  /// It ends by itself when its last day is over: no job has to run for that.
  static func holds(_ alias: SQL, at instant: SQL) -> SQL {
    """
    \(alias).created_at <= \(instant)
      AND (\(alias).expires_at IS NULL OR \(alias).expires_at > \(instant))
      AND (\(alias).deleted_at IS NULL OR \(alias).deleted_at > \(instant))
    """
  }

  /// Whether the grant of the alias, which nobody has ended, still holds on the day.
  static func lasts(_ alias: SQL, on day: Day) -> SQL {
    "ifnull(\(alias).until >= \(day.description), 1)"
  }

  /// Whether a user had a grant on a customer at an instant, all of them SQL of the surrounding query.
  ///
  /// A grant that cascades covers the customers below its own, along `parent`.
  package static func covers(
    customer: SQL, user: SQL, at instant: SQL, access: ShareAccess = .read
  ) -> SQL {
    let granted: SQL = """
      SELECT 1 FROM customer_share g
      WHERE g."user" = \(user) AND \(suffices(access))
        AND \(holds("g", at: instant))
      """
    // Most users have no grant that cascades, and nobody climbs the tree for them.
    return """
      (EXISTS (\(granted) AND g.customer = \(customer))
        OR EXISTS (\(granted) AND g.cascade = 1
          AND +g.customer IN (\(CustomerTree.above(customer)))))
      """
  }

  /// Which grants `g` were ever given on the customer of an alias, and which on customers above it that
  /// reach it: the predicates of two queries, since one for both would climb the tree for everybody.
  static func reaching(_ alias: SQL, access: ShareAccess) -> [SQL] {
    [
      "g.customer = \(alias).id AND \(suffices(access))",
      """
      \(alias).parent IS NOT NULL AND g.customer IN (\(CustomerTree.above("\(alias).id")))
        AND g.cascade = 1 AND \(suffices(access))
      """,
    ]
  }

  private static func suffices(_ access: ShareAccess) -> SQL {
    access == .edit ? "g.access = 'edit'" : "1"
  }

  // MARK: Granting

  /// Gives the user the grant on the customers that the query yields, and returns those on which it is
  /// new.
  ///
  /// Another grant of the user there ends; one that says the same already stays as it is. Owners need
  /// none.
  @discardableResult
  func give(
    on customers: SQL, to user: Int64, in db: WriteTransaction, _ zone: Zone
  ) throws -> [Int64] {
    let expiry = until.map { zone.startOfDay($0.adding(days: 1)) }
    try db.makeWorkTable("granting", columns: "customer INTEGER PRIMARY KEY")
    try db.fillWorkTable(
      "granting",
      select: """
        SELECT c.id FROM customer c
        WHERE c.id IN (\(customers)) AND c.owner IS NOT \(user)
          AND NOT EXISTS (SELECT 1 FROM customer_share s
            WHERE s.customer = c.id AND s."user" = \(user) AND s.deleted_at IS NULL
              AND s.access = \(access.rawValue) AND s.until IS \(until?.description)
              AND s.cascade = \(cascades))
        """)
    try Self.end(
      where: "\"user\" = \(user) AND customer IN (SELECT customer FROM temp.granting)", in: db)
    try db.insert(
      Noun.share.table,
      columns: [
        "customer", "user", "access", "until", "expires_at", "cascade", "created_at", "created_by",
        "updated_at",
      ],
      select: """
        SELECT customer, \(user), \(access.rawValue), \(until?.description), \(expiry), \(cascades),
          \(db.request.at), \(db.request.actor), \(db.request.at)
        FROM temp.granting ORDER BY customer
        """)
    return try db.values("SELECT customer FROM temp.granting ORDER BY customer")
  }

  /// Leaves one grant of each user on customers that are about to become one: the one that allows most and
  /// lasts longest; their owner needs none.
  static func unite(
    _ customers: [Int64], ownedLike survivor: Int64, in db: WriteTransaction
  ) throws {
    let live: SQL = "customer IN \(ids: customers) AND deleted_at IS NULL"
    try end(
      where: """
        \(live) AND ("user" IS (SELECT owner FROM customer WHERE id = \(survivor))
          OR id NOT IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY "user"
              ORDER BY access = 'edit' DESC, until IS NULL DESC, until DESC, cascade DESC, id) AS place
            FROM customer_share WHERE \(live)) WHERE place = 1))
        """, in: db)
  }

  /// Ends grants; the predicate speaks of `customer_share`.
  @discardableResult
  static func end(where predicate: SQL, in db: WriteTransaction) throws -> Int {
    try db.update(
      Noun.share.table, where: "deleted_at IS NULL AND (\(predicate))",
      set: [("deleted_at", "\(db.request.at)")])
  }
}
