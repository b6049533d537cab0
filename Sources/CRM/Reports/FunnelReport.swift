import Catalogue
import Store
import Tabular
import Values

/// `report funnel`: how many opportunities stand in every stage, and with which amounts.
///
/// One grouped pass over the opportunities; stages and groups without any are there with zeros.
package struct FunnelReport {
  package let parameters: ReportParameters
  private let session: Session

  package init(_ parameters: ReportParameters, session: Session) {
    self.parameters = parameters
    self.session = session
  }

  package static let definition = """
    Every stage of the pipeline in its order: the open ones, then won, lost and invalid.

    count           opportunities that stand in the stage now
    amount          the sum of their amounts
    weighted        the sum of amount x probability, each rounded half up to the minor unit;
                    the probability is the opportunity's own, not the stage's of today
    without_amount  how many of them have no amount; they count 0 in the sums

    Deleted opportunities do not count. A period limits the closed ones by the day of closed_at in
    the zone of the store; open ones count whatever the period. --owner and --team look at the
    present owner and that user's primary team, with the teams below it. --by repeats the stages for
    every group, also for groups without any opportunity; by product, an opportunity counts once in
    the group of each of its products.

    """

  // MARK: Rows

  package func table() throws -> ReportTable {
    ReportTable(
      columns: try columns(), query: try sql(), measure: "count",
      title: Report.funnelLabel[session.language])
  }

  private func columns() throws -> [Column] {
    let language = session.language
    let currency = try session.settings().currency
    let money = ColumnKind.money(code: currency.code, digits: currency.minorDigits)
    return FunnelLayout(parameters, language: language).leadingColumns + [
      Column("count", label: Label("Count", "数量")[language], kind: .integer, isNullable: false),
      Column("amount", label: Label("Amount", "金额")[language], kind: money, isNullable: false),
      Column(
        "weighted", label: Label("Weighted", "加权金额")[language], kind: money, isNullable: false),
      Column(
        "without_amount", label: Label("Without amount", "无金额")[language], kind: .integer,
        isNullable: false),
    ]
  }

  private func sql() throws -> SQL {
    let layout = FunnelLayout(parameters, language: session.language)
    let grouping = parameters.grouping
    return """
      WITH figure AS MATERIALIZED (
        SELECT r.stage, \(grouping?.key ?? "NULL") AS key, count(*) AS count,
          sum(r.amount) AS amount, sum(\(Self.weighted)) AS weighted,
          count(*) - count(r.amount) AS without_amount
        FROM stage JOIN opportunity r ON r.stage = stage.id \(grouping?.join ?? "")
        WHERE \(try conditions().conjunction())
        GROUP BY 1, 2),
      place AS (\(layout.places)),
      grp AS (\(layout.groups(usedIn: "figure")))
      SELECT \(layout.leadingValues), ifnull(f.count, 0), ifnull(f.amount, 0),
        ifnull(f.weighted, 0), ifnull(f.without_amount, 0),
        row_number() OVER (ORDER BY \(layout.order))
      FROM place CROSS JOIN grp
      LEFT JOIN figure f ON f.stage = place.id AND ifnull(f.key, '') = ifnull(grp.key, '')
      """
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

  /// The opportunities behind the numbers of the stages.
  package func records(in stages: [Int64]) throws -> RecordQuery {
    var query = try RecordQuery(.opportunity, session: session)
    query.conditions.append(
      """
      r.id IN (SELECT r.id FROM stage JOIN opportunity r ON r.stage = stage.id
        WHERE stage.id IN \(ids: stages) AND \(try conditions().conjunction()))
      """)
    return query
  }
}
