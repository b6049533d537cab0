import Store

/// What always holds of what rules of automation told.
enum AutomationInvariants {
  static let all: [Invariant] = [
    Invariant(
      "a notification that stands is for a user that there is",
      violations: """
        SELECT 'notification/' || n.id FROM notification n
        WHERE n.undone_by IS NULL AND NOT EXISTS (SELECT 1 FROM "user" u WHERE u.id = n."user")
        """),
    Invariant(
      "a delivery to a hook that was made is not due any more",
      violations: """
        SELECT 'hook_delivery/' || id FROM hook_delivery
        WHERE delivered_at IS NOT NULL AND (due_at IS NOT NULL OR attempts = 0)
        """),
    Invariant(
      "notifications and deliveries tell of operations that there are",
      violations: """
        SELECT 'notification/' || id FROM notification
        WHERE operation NOT IN (SELECT id FROM operation)
        UNION ALL
        SELECT 'hook_delivery/' || id FROM hook_delivery
        WHERE operation NOT IN (SELECT id FROM operation)
        """),
  ]
}
