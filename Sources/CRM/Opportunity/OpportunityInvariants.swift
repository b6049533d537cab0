import Store

/// What is always true of opportunities and their histories.
enum OpportunityInvariants {
  static let all: [Invariant] = [
    Invariant(
      "an opportunity's stage belongs to its pipeline",
      violations: """
        SELECT 'opportunity/' || o.id FROM opportunity o JOIN stage s ON s.id = o.stage
        WHERE s.pipeline <> o.pipeline
        """),
    Invariant(
      "an opportunity stands in a stage and a pipeline that are not deleted",
      violations: """
        SELECT 'opportunity/' || o.id FROM opportunity o
        JOIN stage s ON s.id = o.stage JOIN pipeline p ON p.id = o.pipeline
        WHERE o.deleted_at IS NULL AND (s.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL)
        """),
    Invariant(
      "an opportunity has closed_at exactly when its stage is closed",
      violations: """
        SELECT 'opportunity/' || o.id FROM opportunity o JOIN stage s ON s.id = o.stage
        WHERE (s.kind = 'open') <> (o.closed_at IS NULL)
        """),
    Invariant(
      "an opportunity has a stage event for its creation",
      violations: """
        SELECT 'opportunity/' || o.id FROM opportunity o
        WHERE NOT EXISTS (SELECT 1 FROM stage_event e WHERE e.opportunity = o.id)
        """),
    Invariant(
      "every stage event begins where the one before it ended",
      violations: """
        SELECT DISTINCT 'opportunity/' || opportunity FROM (
          SELECT opportunity, from_stage,
            lag(to_stage) OVER (PARTITION BY opportunity ORDER BY id) AS previous
          FROM stage_event)
        WHERE from_stage IS NOT previous
        """),
    Invariant(
      "stage events follow each other in time",
      violations: """
        SELECT DISTINCT 'opportunity/' || opportunity FROM (
          SELECT opportunity, at, lag(at) OVER (PARTITION BY opportunity ORDER BY id) AS previous
          FROM stage_event)
        WHERE at < previous
        """),
    Invariant(
      "the last stage event leads to the opportunity's stage",
      violations: """
        SELECT 'opportunity/' || o.id FROM opportunity o
        JOIN (SELECT opportunity, max(id) AS id FROM stage_event GROUP BY opportunity) last
          ON last.opportunity = o.id
        JOIN stage_event e ON e.id = last.id
        WHERE e.to_stage <> o.stage
        """),
  ]
}
