import Catalogue
import Store
import Tabular
import Values

/// `stage list`: the stages of one pipeline or of all, in order, with what lies in them.
package struct StageList {
  private let session: Session

  package init(session: Session) {
    self.session = session
  }

  package func feed(pipeline: Int64? = nil) throws -> RowFeed {
    let isChinese = session.language == .chinese
    let columns = [
      Column("id", label: "ID", kind: .integer, isNullable: false),
      Column("pipeline", label: Noun.pipeline.label[session.language]),
      Column("name", label: Noun.stage.label[session.language]),
      Column("kind", label: isChinese ? "阶段性质" : "Kind"),
      Column("probability", label: isChinese ? "赢单率" : "Probability", kind: .integer),
      Column("opportunities", label: Noun.opportunity.label[session.language], kind: .integer),
    ]
    let scope = RecordScope.visible(.opportunity, alias: "o", to: try session.actor())
    return RowFeed(
      columns: columns,
      query: """
        SELECT stage.id, p.name, stage.name, stage.kind, stage.probability,
          (SELECT count(*) FROM opportunity o WHERE o.stage = stage.id AND (\(scope)))
        FROM stage JOIN pipeline p ON p.id = stage.pipeline
        WHERE stage.deleted_at IS NULL AND p.deleted_at IS NULL
          AND (\(pipeline) IS NULL OR p.id = \(pipeline))
        ORDER BY p.position, p.id, \(PipelineStages.order(of: "stage"))
        """)
  }
}
