import Catalogue
import Store

extension Report {
  /// What is expected to close when (销售预测).
  static let forecast = Report(
    "forecast", "Forecast", "销售预测", summary: "What open opportunities should bring, by month",
    definition: """
      Open opportunities, by the month of expected_close; those without a day come last. A period
      limits them by expected_close and leaves out those without one.

      count           opportunities that are open now
      amount          the sum of their amounts
      commit, best_case, pipeline
                      the same of those that are forecast so: by their own category and, where they
                      have none, by that of their stage; together they are the amount
      weighted        the sum of amount x probability, each rounded half up to the minor unit; the
                      probability is the opportunity's own
      without_amount  how many of them have no amount; they count 0 in the sums
      overdue         how many should have been decided before today (--as-of)

      Omitted and deleted opportunities do not count; what is closed is no forecast any more, and stands
      in 'crm report won'. With --as-of a day that is over, opportunities are those that were open at its
      end, with the fields of then; products and what stages are worth are those of now. By product, an
      opportunity counts once in the group of each of its products. --ids takes a month.
      """,
    dimensions: ReportDimension.calendar("r.expected_close") + ReportDimension.opportunities + [
      .stage,
      .words(
        "category", "Forecast category", "预测类别", of: ReportDimension.forecastCategory,
        [ForecastCategory.commit, .bestCase, .pipeline].map { ($0.rawValue, $0.label) }),
    ], by: ["month"],
    measures: [
      .count("count", "Count", "数量"), .sum("amount", "Amount", "金额", of: "r.amount"),
      .forecast(.commit), .forecast(.bestCase), .forecast(.pipeline),
      .sum("weighted", "Weighted", "加权金额", of: FunnelReport.weighted),
      .count("without_amount", "Without amount", "无金额", where: "r.amount IS NULL"),
      .sum("overdue", "Overdue", "已逾期", .count, of: "r.is_overdue"),
    ], chart: "weighted", options: [.opportunities, .day],
    examples: [
      ("crm report forecast", "Month by month"),
      ("crm report forecast --by owner,quarter", "Quarter by quarter for every user"),
      ("crm report forecast --ids 2026-03", "What should close in March"),
    ],
    content: .figures(
      ReportSource(
        from: { run in
          """
          (SELECT id, name, forecast_category FROM stage WHERE kind = 'open'
            AND (\(run.parameters.pipeline) IS NULL OR pipeline = \(run.parameters.pipeline))) stage
          CROSS JOIN (SELECT *, ifnull(expected_close < \(run.today), 0) AS is_overdue
            FROM \(try run.table(.opportunity))) r ON r.stage = stage.id
          """
        }, condition: "\(ReportDimension.forecastCategory) <> 'omitted'",
        moment: "r.expected_close",
        isDay: true)))
}

extension ReportMeasure {
  /// The amount of what is forecast so.
  fileprivate static func forecast(_ category: ForecastCategory) -> ReportMeasure {
    .sum(
      category.rawValue, category.label.english, category.label.chinese, of: "r.amount",
      where: "\(ReportDimension.forecastCategory) = \(category.rawValue)")
  }
}

extension ReportDimension {
  /// How far a forecast counts on the open opportunity `r` in its `stage`.
  fileprivate static let forecastCategory: SQL = """
    ifnull(r.forecast_category, stage.forecast_category)
    """

  /// The stage of an opportunity, in the order of the pipeline.
  static let stage: ReportDimension = {
    var stage = ReportDimension(name: "stage", label: Noun.stage.label, key: "r.stage")
    stage.groups = { _ in
      """
      SELECT stage.id AS key, \(ReportDimension.naming("stage.name")),
        row_number() OVER (ORDER BY p.position, p.id, \(PipelineStages.order(of: "stage"))) AS rank,
        0 AS shown
      FROM stage JOIN pipeline p ON p.id = stage.pipeline
      """
    }
    return stage
  }()
}
