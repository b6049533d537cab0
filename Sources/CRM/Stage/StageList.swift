import Catalogue
import Store
import Tabular
import Values

/// `stage list`: the stages of one pipeline or of all, in order, with how many opportunities stand
/// in each.
package struct StageList {
  private let session: Session

  package init(session: Session) {
    self.session = session
  }

  package func table(pipeline: Int64? = nil, showsDeleted: Bool = false) throws -> ReportTable {
    let language = session.language
    let opportunities = RecordScope.visible(.opportunity, alias: "o", to: try session.actor())
    let stages = RecordScope.visible(
      .stage, alias: "stage", to: try session.actor(), deleted: showsDeleted)
    return ReportTable(
      columns: [
        Column("id", label: "ID", kind: .integer, isNullable: false),
        Column("pipeline", label: Noun.pipeline.label[language], isNullable: false),
        Column("name", label: Noun.stage.label[language], isNullable: false),
        Column("kind", label: Label("Kind", "阶段性质")[language], isNullable: false),
        Column(
          "probability", label: Label("Probability", "赢单率")[language], kind: .integer,
          isNullable: false),
        Column(
          "forecast_category", label: Label("Forecast category", "预测类别")[language],
          isNullable: false),
        Column("max_days", label: Label("Maximum days", "最长停留天数")[language], kind: .integer),
        Column(
          "items", label: Label("Checklist", "检查项数")[language], kind: .integer,
          isNullable: false),
        Column(
          "opportunities", label: Label("Opportunities", "商机数")[language], kind: .integer,
          isNullable: false),
      ],
      query: """
        SELECT stage.id, p.name, stage.name, stage.kind, stage.probability,
          stage.forecast_category, stage.max_days,
          (SELECT count(*) FROM checklist_item i
            WHERE i.stage = stage.id AND i.deleted_at IS NULL),
          (SELECT count(*) FROM opportunity o WHERE o.stage = stage.id AND (\(opportunities))),
          row_number() OVER (ORDER BY p.position, p.id, \(PipelineStages.order(of: "stage")))
        FROM stage JOIN pipeline p ON p.id = stage.pipeline
        WHERE (\(stages)) AND (\(pipeline) IS NULL OR p.id = \(pipeline))
        """, measure: nil)
  }
}
