import Catalogue
import Store
import Tabular
import Values

/// `report funnel --cohort`: of the opportunities that were created in a period, how many ever
/// reached every stage.
package struct FunnelCohort: ReportAnswer {
  package let parameters: ReportParameters
  private let session: Session

  package init(_ parameters: ReportParameters, session: Session) {
    self.parameters = parameters
    self.session = session
  }

  static let definition = """
    The opportunities that were created in the period (by the day of created_at in the zone of the
    store; without a period, all of them), each counted once in every stage that it reached.

    reached  open stages: opportunities that ever entered the stage or a later open one, or were
             won. Every opportunity of the cohort has reached the first stage.
             won, lost, invalid: opportunities that are there now
    step     reached, in percent of the stage before it (won: of the last open stage), with two
             decimals, half up
    overall  reached, in percent of the whole cohort with two decimals, half up

    Deleted opportunities do not count. --owner and --team look at the present owner and that user's
    primary team, with the teams below it. --by repeats the stages for every group; by product, an
    opportunity counts once in the group of each of its products.
    """

  // MARK: Rows

  package func table() throws -> ReportTable {
    let language = session.language
    let layout = FunnelLayout(parameters, language: language)
    let columns =
      layout.leadingColumns + [
        Column(
          "reached", label: Label("Reached", "到达数")[language], kind: .integer, isNullable: false),
        Column("step", label: Label("Step", "阶段转化率")[language], kind: .percent),
        Column("overall", label: Label("Overall", "总转化率")[language], kind: .percent),
      ]
    return ReportTable(
      columns: columns, query: try sql(layout), measure: "reached",
      title: Label("Funnel of a cohort", "销售漏斗（同期群）")[language])
  }

  private func sql(_ layout: FunnelLayout) throws -> SQL {
    let names: SQL = "k0 AS pipeline, k1 AS key, k2 AS stage, k3 AS step, count"
    return """
      WITH place AS MATERIALIZED (\(layout.places)),
      figure AS MATERIALIZED (SELECT \(names) FROM (\(try figures().query(4, ["count"])))),
      grp AS (\(layout.groups(usedIn: "figure"))),
      reached AS MATERIALIZED (
        SELECT place.*, grp.key, grp.name AS group_name, grp.rank,
          ifnull(sum(f.count) FILTER (
            WHERE iif(place.kind = 'open', f.step >= place.step, f.stage = place.id)), 0) AS reached,
          ifnull(sum(f.count), 0) AS size
        FROM place CROSS JOIN grp
        LEFT JOIN figure f
          ON f.pipeline = place.pipeline_id AND ifnull(f.key, '') = ifnull(grp.key, '')
        GROUP BY place.id, grp.key),
      compared AS (
        SELECT *, iif(kind IN ('open', 'won'), lag(reached, 1, size) OVER (
            PARTITION BY pipeline_id, key ORDER BY step), NULL) AS before
        FROM reached)
      SELECT \(leadingValues), reached, \(ReportMeasure.percent("reached", of: "before")),
        \(ReportMeasure.percent("reached", of: "size")),
        row_number() OVER (
          ORDER BY pipeline_position, pipeline_id, rank, group_name, key, compared.step)
      FROM compared
      """
  }

  /// How many opportunities of a pipeline and group are in a stage now and ever came so far.
  private func figures() throws -> ReportCells {
    let parameters = parameters
    let division = ReportDivision(noun: .opportunity, id: "r.id")
    let figures = try division.inParts(parameters, session) { part, session in
      try FunnelCohort(parameters, session: session).figures(of: part)
    }
    return try ReportCells(adding: figures)
  }

  private func figures(of part: ReportPart) throws -> ReportCells {
    let layout = FunnelLayout(parameters, language: session.language)
    let groups: SQL = parameters.grouping == nil ? "stage, step" : "stage, step, key"
    let query: SQL = """
      WITH place AS MATERIALIZED (\(layout.places))
      SELECT max(pipeline), key, stage, step, count(*)
      FROM (\(try furthest(layout, where: part.contains(.opportunity, "r.id")))) GROUP BY \(groups)
      """
    return try session.read { try ReportCells(query, 4, ["count"], in: $0) }
  }

  private var leadingValues: SQL {
    var values: [SQL] = []
    if parameters.pipeline == nil { values.append("pipeline") }
    if parameters.grouping != nil { values.append("group_name") }
    return (values + ["name", "kind"]).joined(separator: ", ")
  }

  /// Every opportunity of the cohort with its group, its present stage and how far it ever came:
  /// the rank of the last open stage that it entered; winning counts as all of them.
  ///
  /// All of them are read in the order of their ids, which is that of the index of their events; few are looked up.
  private func furthest(_ layout: FunnelLayout, where condition: SQL = "1") throws -> SQL {
    let grouping = parameters.grouping
    let zone = try session.settings().zone
    let conditions: [SQL] = [
      RecordScope.visible(.opportunity, alias: "r", to: try session.actor()),
      parameters.pipeline.map { "r.pipeline = \($0)" } ?? "1",
      parameters.selection(), parameters.contains("r.created_at", zone: zone), condition,
    ]
    let join: SQL = parameters.isOfAll ? "NOT INDEXED CROSS JOIN" : "JOIN"
    return """
      SELECT r.id, r.pipeline, r.stage, \(grouping?.key ?? "NULL") AS key,
        iif(now.kind = 'won', 1000000000, ifnull((
          SELECT max(\(try step(of: "e.to_stage", layout))) FROM stage_event e
          WHERE e.opportunity = r.id), 0)) AS step
      FROM opportunity r \(join) place now ON now.id = r.stage \(grouping?.join ?? "")
      WHERE \(conditions.conjunction())
      """
  }

  /// The rank of an open stage; NULL of a closed one.
  ///
  /// It is written out: events are many more than stages, and a join with them would cost more than the rest.
  private func step(of stage: SQL, _ layout: FunnelLayout) throws -> SQL {
    let steps = try session.read { db in
      try db.rows(
        "SELECT id, step FROM (\(layout.places)) WHERE kind = 'open'", as: Int64.self, Int64.self)
    }
    let cases = steps.map { "WHEN \($0.0) THEN \($0.1)" as SQL }
    return cases.isEmpty ? "NULL" : "CASE \(stage) \(cases.joined(separator: " ")) END"
  }

  // MARK: Drilling

  /// The opportunities that reached the stages; with --by, those of the group.
  package func records(_ keys: [String]) throws -> RecordQuery {
    let layout = FunnelLayout(parameters, language: session.language)
    let (stages, group) = try layout.place(of: keys, session: session)
    var query = try RecordQuery(.opportunity, session: session)
    query.conditions.append(
      """
      r.id IN (
        WITH place AS MATERIALIZED (\(layout.places))
        SELECT f.id FROM (\(try furthest(layout, where: group))) f
        JOIN place ON place.pipeline_id = f.pipeline
        WHERE place.id IN \(ids: stages)
          AND iif(place.kind = 'open', f.step >= place.step, f.stage = place.id))
      """)
    return query
  }
}
