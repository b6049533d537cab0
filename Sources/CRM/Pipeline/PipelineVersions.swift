import Catalogue
import Store
import Tabular
import Values

/// The versions of pipelines: a new one for every operation that changes stages or checklists.
///
/// A version keeps what the stages are from then on, so that a move of an opportunity can be read in
/// the pipeline of its day. Undoing the operation takes its version back, too.
package struct PipelineVersions {
  static let table = "pipeline_version"

  /// The stages of the pipeline `p` as an array in their order.
  private static let stages: SQL = """
    (SELECT json_group_array(json(stage)) FROM (
      SELECT json_object('id', s.id, 'name', s.name, 'kind', s.kind,
        'probability', s.probability, 'forecast_category', s.forecast_category,
        'required_fields', s.required_fields, 'max_days', s.max_days,
        'requires_approval', s.requires_approval, 'guide', s.guide,
        'checklist', json((SELECT json_group_array(json(item)) FROM (
          SELECT json_object('id', i.id, 'name', i.name, 'required', i.required) AS item
          FROM checklist_item i WHERE i.stage = s.id AND i.deleted_at IS NULL
          ORDER BY i.position, i.id)))) AS stage
      FROM stage s WHERE s.pipeline = p.id AND s.deleted_at IS NULL
      ORDER BY \(PipelineStages.order(of: "s"))))
    """

  /// The pipelines whose stages are not those of their last version, with what they are now.
  static let changed: SQL = """
    SELECT id, last, stages FROM (
      SELECT p.id, \(stages) AS stages,
        ifnull((SELECT max(v.version) FROM pipeline_version v WHERE v.pipeline = p.id), 0) AS last
      FROM pipeline p WHERE p.deleted_at IS NULL) x
    WHERE stages IS NOT (SELECT v.stages FROM pipeline_version v
      WHERE v.pipeline = x.id AND v.version = x.last)
    """

  /// Called at the end of an operation that touched stages or checklists.
  static func keep(session: Session, in db: WriteTransaction) throws {
    guard
      [Noun.stage.table, Noun.checklistItem.table, Noun.pipeline.table].contains(
        where: db.hasTouched)
    else { return }
    try db.insert(
      table, columns: ["pipeline", "version", "at", "by", "stages"],
      select: """
        SELECT id, last + 1, \(session.now), \(try session.actor().id), stages FROM (\(changed))
        ORDER BY id
        """)
  }

  /// The present version of the pipeline under the alias.
  static func current(of alias: String) -> SQL {
    """
    (SELECT max(fv.version) FROM pipeline_version fv
      WHERE fv.pipeline = \(identifier: alias).id)
    """
  }

  // MARK: Telling

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// The versions of a pipeline, the newest first: since when, by whom, what changed.
  package func list(of pipeline: Int64) throws -> ReportTable {
    let language = session.language
    return ReportTable(
      columns: [
        Column(
          "version", label: Label("Version", "版本")[language], kind: .integer, isNullable: false),
        Column("since", label: Label("Since", "生效时间")[language], kind: .instant),
        Column("by", label: Label("By", "修改人")[language]),
        Column("stages", label: Label("Stages", "销售阶段")[language]),
        Column("changes", label: Label("Changes", "变化")[language]),
      ],
      query: """
        SELECT v.version, v.at, u.login,
          (SELECT group_concat(name || ' ' || probability, ', ') FROM (
            SELECT e.value ->> '$.name' AS name, e.value ->> '$.probability' AS probability
            FROM json_each(v.stages) e ORDER BY e.key)),
          \(Self.changes),
          -v.version
        FROM pipeline_version v LEFT JOIN "user" u ON u.id = v."by"
        LEFT JOIN pipeline_version b ON b.pipeline = v.pipeline AND b.version = (
          SELECT max(x.version) FROM pipeline_version x
          WHERE x.pipeline = v.pipeline AND x.version < v.version)
        WHERE v.pipeline = \(pipeline)
        """, measure: nil)
  }

  /// What is new (`+`), gone (`-`) or different (`~`) in the version `v` against `b` before it.
  private static let changes: SQL = """
    CASE WHEN b.id IS NULL THEN NULL ELSE ifnull(
      (SELECT group_concat(change, ', ') FROM (
        SELECT iif(o.value IS NULL, '+', '~') || (n.value ->> '$.name') AS change
        FROM json_each(v.stages) n
        LEFT JOIN json_each(b.stages) o ON o.value ->> '$.id' = n.value ->> '$.id'
        WHERE o.value IS NOT n.value
        UNION ALL
        SELECT '-' || (o.value ->> '$.name') FROM json_each(b.stages) o
        WHERE o.value ->> '$.id' NOT IN (
          SELECT n.value ->> '$.id' FROM json_each(v.stages) n))), 'order') END
    """
}
