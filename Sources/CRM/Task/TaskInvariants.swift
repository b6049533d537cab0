import Store

/// What always holds of tasks.
enum TaskInvariants {
  static let all: [Invariant] = [
    Invariant(
      "a task is about the customer behind its contact, its opportunity and its lead",
      violations: """
        SELECT 'task/' || t.id FROM task t JOIN contact p ON p.id = t.contact
        WHERE t.customer IS NOT p.customer
        UNION
        SELECT 'task/' || t.id FROM task t JOIN opportunity o ON o.id = t.opportunity
        WHERE t.customer IS NOT o.customer
        UNION
        SELECT 'task/' || t.id FROM task t JOIN lead l ON l.id = t.lead
        WHERE t.customer IS NOT l.converted_customer
        """),
    Invariant(
      "a task is deleted with the customer and the opportunity that it is about",
      violations: """
        SELECT 'task/' || t.id FROM task t JOIN customer c ON c.id = t.customer
        WHERE t.deleted_at IS NULL AND c.deleted_at IS NOT NULL
        UNION
        SELECT 'task/' || t.id FROM task t JOIN opportunity o ON o.id = t.opportunity
        WHERE t.deleted_at IS NULL AND o.deleted_at IS NOT NULL
        """),
  ]
}
