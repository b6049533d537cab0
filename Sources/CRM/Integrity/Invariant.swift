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
    customers + PoolHolding.allCases.flatMap(changesOfHands) + contacts + journal
    + OpportunityInvariants.all + LineInvariants.all + QuoteInvariants.all + ScoreInvariants.all
    + StatusInvariants.all + TagInvariants.all + AutomationInvariants.all + LeadInvariants.all
    + TaskInvariants.all + TicketInvariants.all + TargetInvariants.all + ShareInvariants.all
    + ChecklistInvariants.all
    + MergeInvariants.all + ContractInvariants.all

  private static let customers: [Invariant] = [
    Invariant(
      "a customer is owned by one user or lies in one pool",
      violations: """
        SELECT 'customer/' || id FROM customer WHERE (owner IS NULL) = (pool IS NULL)
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
      violations: """
        SELECT noun || '/' || record FROM (
          \(PhoneNumberDerivation.everything) EXCEPT SELECT key, noun, record FROM phone_number)
        """),
    Invariant(
      "no telephone number leads nowhere",
      violations: """
        SELECT noun || '/' || record FROM (
          SELECT key, noun, record FROM phone_number
          EXCEPT SELECT * FROM (\(PhoneNumberDerivation.everything)))
        """),
  ]

  private static func changesOfHands(of holding: PoolHolding) -> [Invariant] {
    [
      Invariant(
        "the last change of hands of a \(holding.noun.name) led to its present owner or pool",
        violations: """
          SELECT \(holding.column + "/") || c.id
          FROM (SELECT max(id) AS last FROM \(identifier: holding.events) WHERE undone_by IS NULL
            GROUP BY \(identifier: holding.column)) l
          JOIN \(identifier: holding.events) e ON e.id = l.last JOIN \(identifier: holding.table) c ON c.id = e.\(identifier: holding.column)
          WHERE e.to_user IS NOT c.owner OR e.to_pool IS NOT c.pool OR e.at <> c.held_since
          """),
      Invariant(
        "every change of hands of a \(holding.noun.name) begins where the one before ended",
        violations: """
          SELECT \(holding.column + "/") || record FROM (
            SELECT \(identifier: holding.column) AS record, from_user, from_pool, from_since, lag(id) OVER earlier AS previous,
              lag(to_user) OVER earlier AS "user", lag(to_pool) OVER earlier AS pool,
              lag(at) OVER earlier AS since
            FROM \(identifier: holding.events) WHERE undone_by IS NULL
            WINDOW earlier AS (PARTITION BY \(identifier: holding.column) ORDER BY id))
          WHERE previous IS NOT NULL
            AND (from_user IS NOT "user" OR from_pool IS NOT pool OR from_since <> since)
          """),
      Invariant(
        "changes of hands of \(holding.rawValue) that stand name records that exist",
        violations: """
          SELECT \(holding.column + "/") || e.\(identifier: holding.column) FROM \(identifier: holding.events) e
          WHERE e.undone_by IS NULL AND (NOT EXISTS (SELECT 1 FROM \(identifier: holding.table) x WHERE x.id = e.\(identifier: holding.column))
            OR e.to_user IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "user" x WHERE x.id = e.to_user)
            OR e.from_user IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "user" x WHERE x.id = e.from_user)
            OR e.to_pool IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pool x WHERE x.id = e.to_pool)
            OR e.from_pool IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pool x WHERE x.id = e.from_pool)
            OR e.rule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM recycle_rule x WHERE x.id = e.rule))
          """),
    ]
  }

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
