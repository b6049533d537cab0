import Store

/// What always holds of the follow states, and of the customers in them.
enum StatusInvariants {
  static let all = [
    Invariant(
      "the follow states have one beginning, and ends that are won and lost",
      violations: """
        SELECT \(FollowStates.list) FROM (SELECT
          (SELECT count(*) FROM (\(states)) WHERE kind = 'initial') AS beginnings,
          (SELECT count(DISTINCT kind) FROM (\(states)) WHERE kind IN ('won', 'lost')) AS ends)
        WHERE beginnings <> 1 OR ends <> 2
        """),
    Invariant(
      "every follow state has a kind, and no other option has one of these",
      violations: """
        SELECT 'dict/' || id FROM dictionary_entry
        WHERE (dictionary = \(FollowStates.list))
          <> (ifnull(kind, '') IN ('initial', 'middle', 'won', 'lost'))
        """),
    Invariant(
      "a customer is in a state that there is",
      violations: """
        SELECT 'customer/' || c.id FROM customer c
        WHERE c.status IS NULL OR NOT EXISTS (SELECT 1 FROM dictionary_entry d
          WHERE d.name = \(FollowStates.list + ".") || c.status AND d.deleted_at IS NULL)
        """),
    Invariant(
      "every move of a customer begins where the one before ended",
      violations: """
        SELECT 'customer/' || customer FROM (
          SELECT customer, from_status, lag(id) OVER earlier AS previous,
            lag(to_status) OVER earlier AS status
          FROM status_event WINDOW earlier AS (PARTITION BY customer ORDER BY id))
        WHERE previous IS NOT NULL AND from_status IS NOT status
        """),
  ]

  private static let states: SQL = """
    SELECT kind FROM dictionary_entry
    WHERE dictionary = \(FollowStates.list) AND deleted_at IS NULL AND active = 1
    """
}
