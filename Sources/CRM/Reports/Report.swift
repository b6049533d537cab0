import Catalogue
import Store
import Tabular
import Values

/// One report, described once: its command, its help, `report list`, dashboards and charts follow.
package struct Report: Sendable {
  package let name: String
  package let label: Label
  /// What it says, for help; at most 60 characters.
  package let summary: String
  /// The exact meaning of its numbers, for `--define`.
  package let definition: String
  /// The records that it counts: `--where` is about them, and `--ids` lists them.
  package let noun: Noun
  /// What its rows always are, such as the stages; `--by` adds to it.
  package let rows: [ReportDimension]
  /// What it can be grouped by.
  package let dimensions: [ReportDimension]
  /// Whether it is grouped by no more than one of them.
  package let isGroupedByOne: Bool
  /// The names of the dimensions that it is grouped by unless asked otherwise.
  package let standard: [String]
  package let measures: [ReportMeasure]
  /// The column that bars and charts draw.
  package let chart: String?
  /// The options of all reports that mean something for it.
  package let options: Options
  /// The options that it alone has.
  package let own: [ReportOption]
  /// What help says besides the summary.
  package let discussion: String
  package let examples: [(command: String, caption: String)]
  let content: Content

  /// Where its rows come from.
  enum Content: Sendable {
    /// One grouped pass over records.
    case figures(ReportSource)
    /// A type of its own, for what is more than that.
    case answer(@Sendable (ReportRun) throws -> any ReportAnswer)
  }

  /// Why it has not got an option of all reports, where the usual reason does not say it.
  let reasons: [String: String]

  package struct Options: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let period = Options(rawValue: 1)
    package static let conditions = Options(rawValue: 2)
    package static let owner = Options(rawValue: 4)
    package static let pipeline = Options(rawValue: 8)
    /// `--as-of`: it shows a day, or what a day means.
    package static let day = Options(rawValue: 16)
    package static let opportunities: Options = [.period, .conditions, .owner, .pipeline]
  }

  init(
    _ name: String, _ english: String, _ chinese: String, summary: String, definition: String,
    noun: Noun = .opportunity, rows: [ReportDimension] = [],
    dimensions: [ReportDimension] = ReportDimension.opportunities,
    byOne isGroupedByOne: Bool = false, by standard: [String] = [], measures: [ReportMeasure],
    chart: String?, options: Options = .opportunities,
    own: [ReportOption] = [], without reasons: [String: String] = [:], discussion: String = "",
    examples: [(String, String)] = [], content: Content
  ) {
    self.name = name
    label = Label(english, chinese)
    self.summary = summary
    self.definition = definition
    self.noun = noun
    self.rows = rows
    self.dimensions = dimensions
    self.isGroupedByOne = isGroupedByOne
    self.standard = standard
    self.measures = measures
    self.chart = chart
    self.options = options
    self.own = own
    self.reasons = reasons
    self.discussion = discussion
    self.examples = examples.map { (command: $0.0, caption: $0.1) }
    self.content = content
  }

  /// Whether `--ids` lists the records behind a number.
  package var hasRecords: Bool {
    guard case .figures(let source) = content else { return true }
    return source.drill != nil || source.isScoped
  }

  /// All reports, in the order of help.
  package static let all: [Report] = [
    .funnel, .pool, .targets, .tickets, .forecast, .winLoss, .won, .contracts, .payments,
    .receivables, .cycle, .stageTime, .activity, .ranking, .products, .sources, .journey,
    .recycleRisk, .scores, .classification, .quality,
  ]

  /// The dimension of this name, or an error that says which there are.
  package func dimension(_ name: String) throws -> ReportDimension {
    if let dimension = dimensions.first(where: { $0.name == name }) { return dimension }
    let names = dimensions.map(\.name)
    throw UserError(
      .usage, "the report \(self.name) cannot be grouped by '\(name)'",
      hints: [NearestNames.hint(for: name, among: names)].compactMap { $0 }
        + [names.isEmpty ? "it has no groups" : "by: \(names.joined(separator: ", "))"])
  }

  /// What answers it, with the parameters of the run.
  package func answer(_ run: ReportRun) throws -> any ReportAnswer {
    guard !isGroupedByOne || (run.parameters.groupings ?? []).count <= 1 else {
      throw UserError(
        .usage, "the report \(name) is grouped by one field", hints: ["give --by one field"])
    }
    switch content {
    case .figures: return try ReportQuery(self, run)
    case .answer(let make): return try make(run)
    }
  }

  /// The whole text of `--define`: the numbers, then what the options mean for them.
  package var wholeDefinition: String {
    var text = definition.hasSuffix("\n") ? definition : definition + "\n"
    if !dimensions.isEmpty {
      text += "\nBy: \(dimensions.map(\.name).joined(separator: ", "))"
      text += standard.isEmpty ? ".\n" : "; \(standard.joined(separator: ", ")) when not given.\n"
    }
    return text
  }
}

/// What a report says about the store: rows, and the records behind them.
package protocol ReportAnswer {
  func table() throws -> ReportTable

  /// The records behind a number, which the keys name in the order of the columns.
  func records(_ keys: [String]) throws -> RecordQuery
}
