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
  /// The names of the dimensions that it is grouped by unless asked otherwise.
  package let standard: [String]
  package let measures: [ReportMeasure]
  /// The column that bars and charts draw.
  package let chart: String?
  /// The options that mean something for it.
  package let options: Options
  package let examples: [(command: String, caption: String)]
  let source: ReportSource

  package struct Options: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let period = Options(rawValue: 1)
    package static let conditions = Options(rawValue: 2)
    package static let owner = Options(rawValue: 4)
    package static let pipeline = Options(rawValue: 8)
    /// `--as-of`: it looks at what a day means.
    package static let day = Options(rawValue: 16)
    package static let opportunities: Options = [.period, .conditions, .owner, .pipeline]
  }

  init(
    _ name: String, _ english: String, _ chinese: String, summary: String, definition: String,
    noun: Noun = .opportunity, rows: [ReportDimension] = [],
    dimensions: [ReportDimension] = ReportDimension.opportunities, by standard: [String] = [],
    measures: [ReportMeasure], chart: String?, options: Options = .opportunities,
    examples: [(String, String)] = [], source: ReportSource
  ) {
    self.name = name
    label = Label(english, chinese)
    self.summary = summary
    self.definition = definition
    self.noun = noun
    self.rows = rows
    self.dimensions = dimensions
    self.standard = standard
    self.measures = measures
    self.chart = chart
    self.options = options
    self.examples = examples.map { (command: $0.0, caption: $0.1) }
    self.source = source
  }

  /// The titles of the two reports that have commands of their own.
  package static let funnelLabel = Label("Funnel", "销售漏斗")
  package static let poolLabel = Label("Pools", "公海池统计")

  /// All reports made by description, in the order of help.
  package static let all: [Report] = [
    .forecast, .winLoss, .won, .contracts, .payments, .receivables, .cycle, .stageTime, .activity,
    .ranking, .products, .sources, .journey, .recycleRisk, .scores, .classification, .quality,
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

/// Where the numbers of a report come from.
struct ReportSource: Sendable {
  /// What stands behind FROM; the counted record has the alias `r`.
  var from: @Sendable (ReportRun) throws -> SQL
  /// The same records, for their first and last day, where `from` works out more than that needs.
  var calendarFrom: (@Sendable (ReportRun) throws -> SQL)?
  /// Further conditions on `r`.
  var condition: SQL = "1"
  /// The column that the period limits; nil when `from` has seen to it.
  var moment: SQL?
  /// Whether `moment` is a day of the store's zone and not an instant.
  var isDay = false
  /// Whose record `r` is, for `--owner` and `--team`.
  var owner: SQL = "r.owner"
  /// Whether `r` is a record of the noun, which the actor has to see; nil when `from` has seen to it.
  var isScoped = true
  /// The order of the rows by columns of the figures; that of the groups when nil.
  var order: SQL?
  /// Figures that are worked out row by row instead of by an aggregate.
  var spans: ReportSpans?
  /// Whether `--ids` can list records.
  var canDrill = true
  /// Finds the records behind a number where the groups alone do not tell.
  var drill: (@Sendable (ReportRun, [String]) throws -> RecordQuery)?
}
