import Store

/// What always holds of events of behaviors and of what scores are made from.
enum ScoreInvariants {
  static let all = [
    Invariant(
      "an event of a behavior belongs to the customer and lead of its follow-up",
      violations: """
        SELECT 'activity/' || a.id FROM behavior_event e JOIN activity a ON a.id = e.activity
        WHERE a.customer IS NOT e.customer OR a.lead IS NOT e.lead
        """),
    Invariant(
      "priority A begins above B",
      violations: """
        SELECT 'setting ' || name FROM (SELECT 'score.band_a' AS name)
        WHERE NOT EXISTS (SELECT 1 FROM setting a JOIN setting b ON b.name = 'score.band_b'
          WHERE a.name = 'score.band_a' AND CAST(a.value AS INTEGER) > CAST(b.value AS INTEGER))
        """),
  ]
}
