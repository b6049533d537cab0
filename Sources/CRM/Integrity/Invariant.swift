import Store

/// Something that is always true of a store: a query of the records for which it is not.
package struct Invariant: Sendable {
  /// One phrase that states what holds.
  package var name: String
  /// Yields one text per violation, such as `customer/42`.
  package var violations: SQL

  package init(_ name: String, violations: SQL) {
    self.name = name
    self.violations = violations
  }

  package static let all: [Invariant] =
    customers + contacts + journal + OpportunityInvariants.all + ScoreInvariants.all
    + StatusInvariants.all + TagInvariants.all + AutomationInvariants.all + MergeInvariants.all

  private static let customers: [Invariant] = [
    Invariant(
      "a customer is owned by one user or lies in one pool",
      violations: """
        SELECT 'customer/' || id FROM customer WHERE (owner IS NULL) = (pool IS NULL)
        """),
    Invariant(
      "the last change of hands of a customer led to its present owner or pool",
      violations: """
        SELECT 'customer/' || c.id
        FROM (SELECT max(id) AS last FROM ownership_event WHERE undone_by IS NULL
          GROUP BY customer) l
        JOIN ownership_event e ON e.id = l.last JOIN customer c ON c.id = e.customer
        WHERE e.to_user IS NOT c.owner OR e.to_pool IS NOT c.pool OR e.at <> c.held_since
        """),
    Invariant(
      "every change of hands begins where the one before ended",
      violations: """
        SELECT 'customer/' || customer FROM (
          SELECT customer, from_user, from_pool, from_since, lag(id) OVER earlier AS previous,
            lag(to_user) OVER earlier AS "user", lag(to_pool) OVER earlier AS pool,
            lag(at) OVER earlier AS since
          FROM ownership_event WHERE undone_by IS NULL
          WINDOW earlier AS (PARTITION BY customer ORDER BY id))
        WHERE previous IS NOT NULL
          AND (from_user IS NOT "user" OR from_pool IS NOT pool OR from_since <> since)
        """),
    Invariant(
      "changes of hands that stand name records that exist",
      violations: """
        SELECT 'customer/' || e.customer FROM ownership_event e
        WHERE e.undone_by IS NULL AND (NOT EXISTS (SELECT 1 FROM customer x WHERE x.id = e.customer)
          OR e.to_user IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "user" x WHERE x.id = e.to_user)
          OR e.from_user IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "user" x WHERE x.id = e.from_user)
          OR e.to_pool IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pool x WHERE x.id = e.to_pool)
          OR e.from_pool IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pool x WHERE x.id = e.from_pool)
          OR e.rule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM recycle_rule x WHERE x.id = e.rule))
        """),
    Invariant(
      "a recycle rule has one scope at most",
      violations: """
        SELECT 'recycle_rule/' || id FROM recycle_rule
        WHERE ("user" IS NOT NULL) + (team IS NOT NULL) + (role IS NOT NULL)
          + (from_pool IS NOT NULL) > 1
        """),
    Invariant(
      "each of several telephone numbers can be looked up",
      violations: ["customer", "contact"].map { noun in
        """
        SELECT \(noun) || '/' || r.id FROM \(identifier: noun) r,
          json_each('["' || replace(r.phone_key, ' ', '","') || '"]') k
        WHERE instr(r.phone_key, ' ') > 0 AND NOT EXISTS (SELECT 1 FROM phone_number p
          WHERE p.key = k.value AND p.noun = \(noun) AND p.record = r.id)
        """ as SQL
      }.joined(separator: " UNION ALL ")),
    Invariant(
      "no telephone number leads nowhere",
      violations: """
        SELECT p.noun || '/' || p.record FROM phone_number p
        LEFT JOIN customer c ON p.noun = 'customer' AND c.id = p.record
        LEFT JOIN contact t ON p.noun = 'contact' AND t.id = p.record
        WHERE instr(coalesce(c.phone_key, t.phone_key, ''), ' ') = 0
          OR instr(' ' || coalesce(c.phone_key, t.phone_key) || ' ', ' ' || p.key || ' ') = 0
        """),
  ]

  private static let contacts: [Invariant] = [
    Invariant(
      "a customer with contacts has one primary contact",
      violations: """
        SELECT 'customer/' || customer FROM contact WHERE deleted_at IS NULL
        GROUP BY customer HAVING sum("primary") <> 1
        """)
  ]

  private static let journal: [Invariant] = [
    Invariant(
      "the changes of an operation stand together",
      violations: """
        SELECT 'operation/' || o.id FROM operation o
        WHERE EXISTS (SELECT 1 FROM change c WHERE c.id >= o.first_change AND c.id < o.last_change
          AND c.operation <> o.id)
        """),
    Invariant(
      "every change belongs to an operation",
      violations: """
        SELECT 'change/' || c.id FROM change c LEFT JOIN operation o ON o.id = c.operation
        WHERE o.id IS NULL OR c.id < o.first_change OR c.id >= o.last_change
        """),
  ]
}
