import Store

/// What always holds of quotes.
enum QuoteInvariants {
  static let all: [Invariant] = [
    Invariant(
      "a quote is for the customer of its opportunity and of its contact",
      violations: """
        SELECT 'quote/' || q.id FROM quote q JOIN opportunity o ON o.id = q.opportunity
        WHERE q.customer <> o.customer
        UNION
        SELECT 'quote/' || q.id FROM quote q JOIN contact t ON t.id = q.contact
        WHERE q.customer <> t.customer
        """),
    Invariant(
      "of an opportunity one quote is accepted at most",
      violations: """
        SELECT 'opportunity/' || opportunity FROM quote
        WHERE state = 'accepted' AND deleted_at IS NULL AND opportunity IS NOT NULL
        GROUP BY opportunity HAVING count(*) > 1
        """),
    Invariant(
      "a later version of a quote follows its first one, for the same customer",
      violations: """
        SELECT 'quote/' || q.id FROM quote q LEFT JOIN quote f ON f.id = q.series
        WHERE q.series IS NOT NULL
          AND (f.id IS NULL OR f.series IS NOT NULL OR q.version <= f.version
            OR q.customer <> f.customer)
        """),
    Invariant(
      "discounts and their limits are 0 to 100 percent",
      violations: """
        SELECT 'quote/' || id FROM quote
        WHERE discount NOT BETWEEN 0 AND 10000 OR discount_amount < 0
        UNION ALL
        SELECT 'role/' || id FROM role WHERE discount_limit NOT BETWEEN 0 AND 10000
        """),
  ]
}
