import Store

/// What always holds of leads, and of what belongs to a lead or a customer.
enum LeadInvariants {
  static let all = [
    Invariant(
      "a lead is owned by one user or lies in one pool",
      violations: "SELECT 'lead/' || id FROM lead WHERE (owner IS NULL) = (pool IS NULL)"),
    Invariant(
      "what lies in a pool is what the pool holds",
      violations: PoolHolding.allCases.map { holding in
        """
        SELECT \(holding.noun.name + "/") || r.id FROM \(identifier: holding.noun.table) r
        JOIN pool p ON p.id = r.pool WHERE p.holds <> \(holding.rawValue)
        """ as SQL
      }.joined(separator: " UNION ALL ")),
    Invariant(
      "a lead is converted when it became a customer, and only then",
      violations: """
        SELECT 'lead/' || id FROM lead
        WHERE (status = 'converted') <> (converted_customer IS NOT NULL)
          OR (status = 'converted') <> (converted_at IS NOT NULL)
          OR converted_customer IS NULL
            AND coalesce(converted_contact, converted_opportunity) IS NOT NULL
        """),
    Invariant(
      "a lead has a reason when it is disqualified, and only then",
      violations: """
        SELECT 'lead/' || id FROM lead
        WHERE (status = 'disqualified') <> (disqualify_reason IS NOT NULL)
        """),
    Invariant(
      "a follow-up on a lead counts for the customer that it became",
      violations: """
        SELECT 'activity/' || a.id FROM lead l CROSS JOIN activity a ON a.lead = l.id
        WHERE a.customer IS NOT l.converted_customer
        """),
  ]
}
