import Store

/// What always holds of grants.
enum ShareInvariants {
  static let all: [Invariant] = [
    Invariant(
      "a customer is shared with others than its owner",
      violations: """
        SELECT 'share/' || s.id FROM customer_share s JOIN customer c ON c.id = s.customer
        WHERE s.deleted_at IS NULL AND c.deleted_at IS NULL AND s."user" = c.owner
        """),
    Invariant(
      "a grant is deleted with its customer",
      violations: """
        SELECT 'share/' || s.id FROM customer_share s JOIN customer c ON c.id = s.customer
        WHERE s.deleted_at IS NULL AND c.deleted_at IS NOT NULL
        """),
  ]
}
