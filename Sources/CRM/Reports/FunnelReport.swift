import Catalogue
import Store
import Tabular
import Values

/// `report funnel`: how many opportunities stand in every stage, and with which amounts.
///
/// One grouped pass over the opportunities; stages and groups without any are there with zeros.
package struct FunnelReport: ReportAnswer {
  package let parameters: ReportParameters
  private let session: Session

  package init(_ parameters: ReportParameters, session: Session) {
    self.parameters = parameters
    self.session = session
  }

  // MARK: Rows

  package func table() throws -> ReportTable {
    ReportTable(
      columns: try columns(), query: try sql(), measure: "count",
      title: Report.funnel.label[session.language])
  }

  private func columns() throws -> [Column] {
    let run = try ReportRun(parameters, session: session)
    return FunnelLayout(parameters, language: session.language).leadingColumns
      + Report.funnel.measures.map { $0.column(run) }
  }

  private func sql() throws -> SQL {
    let layout = FunnelLayout(parameters, language: session.language)
    let grouping = parameters.grouping
    let groups: SQL = grouping == nil ? "r.stage" : "r.stage, 2"
    return """
      WITH figure AS MATERIALIZED (
        SELECT r.stage, \(grouping?.key ?? "NULL") AS key, count(*) AS count,
          sum(r.amount) AS amount, sum(\(Self.weighted)) AS weighted,
          count(*) - count(r.amount) AS without_amount
        FROM stage JOIN \(try opportunities) r ON r.stage = stage.id \(grouping?.join ?? "")
        WHERE \(try conditions().conjunction())
        GROUP BY \(groups)),
      place AS (\(layout.places)),
      grp AS (\(layout.groups(usedIn: "figure")))
      SELECT \(layout.leadingValues), ifnull(f.count, 0), ifnull(f.amount, 0),
        ifnull(f.weighted, 0), ifnull(f.without_amount, 0),
        row_number() OVER (ORDER BY \(layout.order))
      FROM place CROSS JOIN grp
      LEFT JOIN figure f ON f.stage = place.id AND ifnull(f.key, '') = ifnull(grp.key, '')
      """
  }

  private var opportunities: SQL {
    get throws { try ReportRun(parameters, session: session).table(.opportunity) }
  }

  /// Amount times probability, half up; the hundreds are split off so that nothing overflows.
  static let weighted: SQL = """
    r.amount / 100 * r.probability + (r.amount % 100 * r.probability + 50) / 100
    """

  /// What the opportunity `r` in `stage` must fulfil.
  private func conditions() throws -> [SQL] {
    let zone = try session.settings().zone
    return [
      RecordScope.visible(.opportunity, alias: "r", to: try session.actor()),
      parameters.pipeline.map { "stage.pipeline = \($0)" } ?? "1",
      parameters.selection(),
      "stage.kind = 'open' OR (\(parameters.contains("r.closed_at", zone: zone)))",
    ]
  }

  // MARK: Drilling

  /// The opportunities behind the numbers of the stages; with --by, of the group and the stage.
  package func records(_ keys: [String]) throws -> RecordQuery {
    let layout = FunnelLayout(parameters, language: session.language)
    let (stages, group) = try layout.place(of: keys, session: session)
    var query = try RecordQuery(.opportunity, session: session)
    query.conditions.append(
      """
      r.id IN (SELECT r.id
        FROM stage JOIN \(try opportunities) r ON r.stage = stage.id
          \(parameters.grouping?.join ?? "")
        WHERE stage.id IN \(ids: stages) AND \(group) AND \(try conditions().conjunction()))
      """)
    return query
  }
}

extension Report {
  /// What stands where, or how far a cohort came (销售漏斗).
  static let funnel = Report(
    "funnel", "Funnel", "销售漏斗", summary: "Count opportunities and amounts by stage",
    definition: """
      Every stage of the pipeline in its order: the open ones, then won, lost and invalid.

      count           opportunities that stand in the stage now, or stood there at the end of the
                      day of --as-of
      amount          the sum of their amounts
      weighted        the sum of amount x probability, each rounded half up to the minor unit;
                      the probability is the opportunity's own, not the stage's of today
      without_amount  how many of them have no amount; they count 0 in the sums

      Deleted opportunities do not count. A period limits the closed ones by the day of closed_at in
      the zone of the store; open ones count whatever the period. --owner and --team look at the
      present owner and that user's primary team, with the teams below it. --by repeats the stages
      for every group, also for groups without any opportunity; by product, an opportunity counts
      once in the group of each of its products.

      --as-of shows the opportunities that there were, with the fields of then, as the journal and
      the moves tell them; teams, products and what else belongs to other records are those of the
      present. --ids takes stages, or with --by a group and a stage.

      With --cohort:

      \(FunnelCohort.definition)
      """,
    dimensions: ReportDimension.allCases, byOne: true,
    measures: [
      .count("count", "Count", "数量"), .sum("amount", "Amount", "金额", of: "r.amount"),
      .sum("weighted", "Weighted", "加权金额", of: FunnelReport.weighted),
      .count("without_amount", "Without amount", "无金额", where: "r.amount IS NULL"),
    ], chart: "count", options: [.opportunities, .day],
    own: [.flag("cohort", "Follow the opportunities that were created in the period")],
    discussion: """
      Without --cohort: what stands in every stage; a period limits the closed ones by the day on \
      which they were closed. With --cohort: how far the opportunities came that were created in \
      the period.
      """,
    examples: [
      ("crm report funnel", "What stands in every stage"),
      ("crm report funnel --by owner --period 2026-Q1", "Owner by owner, closed in a quarter"),
      ("crm report funnel --as-of 2025-12-31", "What stood where at the end of a year"),
      ("crm report funnel --cohort --period 2026", "How far this year's came"),
    ],
    content: .answer { run in
      guard run.parameters.own["cohort"] != nil else {
        return FunnelReport(run.parameters, session: run.session)
      }
      guard run.parameters.asOf == nil else {
        throw UserError(
          .usage, "a cohort has no --as-of: it tells how far opportunities ever came",
          hints: ["--period says which opportunities"])
      }
      return FunnelCohort(run.parameters, session: run.session)
    })
}
