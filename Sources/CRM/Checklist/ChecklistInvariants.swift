import Store

/// What always holds of checklists, versions of pipelines and contact roles.
enum ChecklistInvariants {
  static let all: [Invariant] = [
    Invariant(
      "what is checked for an opportunity is an item of its pipeline",
      violations: """
        SELECT 'opportunity/' || o.id FROM stage_check k
        JOIN opportunity o ON o.id = k.opportunity JOIN checklist_item i ON i.id = k.item
        JOIN stage s ON s.id = i.stage
        WHERE s.pipeline <> o.pipeline
        """),
    Invariant(
      "a checklist item is deleted with its stage",
      violations: """
        SELECT 'checklist_item/' || i.id FROM checklist_item i JOIN stage s ON s.id = i.stage
        WHERE i.deleted_at IS NULL AND s.deleted_at IS NOT NULL
        """),
    Invariant(
      "the last version of a pipeline says what its stages are",
      violations: "SELECT 'pipeline/' || id FROM (\(PipelineVersions.changed))"),
    Invariant(
      "a contact role is deleted with its opportunity and its contact",
      violations: """
        SELECT 'contact_role/' || r.id FROM contact_role r
        JOIN opportunity o ON o.id = r.opportunity JOIN contact c ON c.id = r.contact
        WHERE r.deleted_at IS NULL AND (o.deleted_at IS NOT NULL OR c.deleted_at IS NOT NULL)
        """),
  ]
}
