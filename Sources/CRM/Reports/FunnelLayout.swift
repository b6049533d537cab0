import Catalogue
import Store
import Tabular
import Values

/// The rows that both funnels have: one for every stage, in order, once for every group.
struct FunnelLayout {
  let parameters: ReportParameters
  let language: Language

  init(_ parameters: ReportParameters, language: Language) {
    self.parameters = parameters
    self.language = language
  }

  /// `pipeline` unless one was asked for, the group, then stage and kind.
  var leadingColumns: [Column] {
    var columns: [Column] = []
    if parameters.pipeline == nil {
      columns.append(Column("pipeline", label: Noun.pipeline.label[language], isNullable: false))
    }
    if let grouping = parameters.grouping {
      columns.append(Column(grouping.rawValue, label: grouping.label[language]))
    }
    columns.append(Column("stage", label: Noun.stage.label[language], isNullable: false))
    columns.append(Column("kind", label: Label("Kind", "阶段性质")[language], isNullable: false))
    return columns
  }

  /// The values of the leading columns.
  var leadingValues: SQL {
    var values: [SQL] = []
    if parameters.pipeline == nil { values.append("place.pipeline") }
    if parameters.grouping != nil { values.append("grp.name") }
    return (values + ["place.name", "place.kind"]).joined(separator: ", ")
  }

  /// The stages; `step` counts those of a pipeline from zero, the open ones first.
  var places: SQL {
    """
    SELECT stage.id, stage.name, stage.kind, p.name AS pipeline, p.id AS pipeline_id,
      p.position AS pipeline_position,
      row_number() OVER (PARTITION BY p.id ORDER BY \(PipelineStages.order(of: "stage"))) - 1 AS step
    FROM stage JOIN pipeline p ON p.id = stage.pipeline
    WHERE stage.deleted_at IS NULL AND p.deleted_at IS NULL
      AND (\(parameters.pipeline) IS NULL OR p.id = \(parameters.pipeline))
    """
  }

  /// The groups that are shown anyway and those that occur, also by a key that has no name any
  /// more; the nameless group comes last, if it occurs.
  func groups(usedIn figures: SQL) -> SQL {
    guard let grouping = parameters.grouping else {
      return "SELECT NULL AS key, NULL AS name, 0 AS rank"
    }
    return """
      WITH named AS (\(grouping.groups(parameters)))
      SELECT key, \(parameters.groupName(in: language)) AS name, rank FROM named
      WHERE shown OR key IN (SELECT key FROM \(figures))
      UNION ALL
      SELECT DISTINCT key, key, 1000000000 FROM \(figures)
      WHERE key NOT IN (SELECT key FROM named)
      UNION ALL
      SELECT NULL, NULL, 1000000001 WHERE EXISTS (SELECT 1 FROM \(figures) WHERE key IS NULL)
      """
  }

  /// Pipelines, then groups, each with its stages in order.
  var order: SQL {
    "place.pipeline_position, place.pipeline_id, grp.rank, grp.name, grp.key, place.step"
  }

  /// What `--ids` names: stages, or a group and a stage where there are groups; the group is a
  /// condition on the opportunity `r`.
  func place(of keys: [String], session: Session) throws -> (stages: [Int64], group: SQL) {
    var names = keys
    var group: SQL = "1"
    if let grouping = parameters.grouping, keys.count == 2 {
      names.removeFirst()
      let groups = ReportGroups(grouping, sql: grouping.groups(parameters))
      group = try session.read {
        try groups.isGroup(
          grouping.key, named: keys[0], of: "opportunity r \(grouping.join) WHERE 1", in: $0)
      }
    }
    let stages = try session.read { db in
      let reader = try FieldReader(.option, session: session, db: db)
      return try names.flatMap { try reader.matches($0, noun: .stage) }
    }
    return (stages, group)
  }
}
