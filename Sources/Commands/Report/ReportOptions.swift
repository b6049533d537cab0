import CRM
import Catalogue
import CommandLineKit
import Values

/// The options of reports.
struct ReportOptions: Sendable {
  var pipeline: String?
  var owners: [String] = []
  var teams: [String] = []
  var period: String?
  var from: String?
  var to: String?
  var asOf: String?
  /// The names of what the rows are grouped by; nil leaves it to the report.
  var groupings: [String]?
  var filter = RecordFilter()
  /// The report's own options, with their values.
  var own: [String: [String]] = [:]
  /// Whether the definition of the numbers is wanted instead of the numbers.
  var defines = false
  /// The keys of the number whose records are wanted.
  var keys: [String] = []
  /// Whether bars are wanted; nil draws them where tables are for people.
  var draws: Bool?
  var svg: FilePath?
  var html: FilePath?

  /// The options, bound to the part of the command's data that holds them; those of all reports that
  /// mean nothing for this one say why.
  static func arguments<C: Sendable>(
    _ options: any WritableKeyPath<C, ReportOptions> & Sendable, of report: Report, key: String
  ) -> [Argument<C>] {
    let kinds = report.options
    let groups: [(isThere: Bool, arguments: [Argument<C>])] = [
      (true, report.own.map { own($0, options) }),
      (kinds.contains(.pipeline), pipeline(options)), (kinds.contains(.owner), owners(options)),
      (
        kinds.contains(.conditions),
        FilterArguments.arguments { try $1(&$0[keyPath: options].filter) }
      ),
      (kinds.contains(.period), period(options)), (kinds.contains(.day), day(options)),
      (!report.dimensions.isEmpty, groupings(options, of: report)),
      (report.hasRecords, ids(options, key: key)),
    ]
    return groups.flatMap { group in
      group.isThere ? group.arguments : group.arguments.map { refused($0, by: report) }
    } + output(options)
  }

  /// An option that says why the report has not got it.
  private static func refused<C>(_ argument: Argument<C>, by report: Report) -> Argument<C> {
    let name = argument.name
    return .option(
      name: name, value: "VALUE", help: "Not for this report", isRepeatable: true, isHidden: true,
      apply: { _, _ in
        throw UserError(
          .usage, "report \(report.name) has no such option: \(report.reason(against: name))")
      })
  }

  private static func own<C: Sendable>(
    _ option: ReportOption, _ options: any WritableKeyPath<C, ReportOptions> & Sendable
  ) -> Argument<C> {
    let name = option.name
    guard let value = option.value else {
      return .flag(
        name: name, help: option.help,
        apply: { $0[keyPath: options].own[name] = $1 ? [] : nil })
    }
    return .option(
      name: name, value: value, help: option.help,
      completion: option.choices.isEmpty ? .none : .choices(option.choices),
      isRepeatable: option.isRepeatable,
      apply: { command, text in
        let word = try text.string()
        if !option.choices.isEmpty { try ReportGroupings.check(word, among: option.choices) }
        command[keyPath: options].own[name] =
          (option.isRepeatable ? command[keyPath: options].own[name] ?? [] : []) + [word]
      })
  }

  private static func pipeline<C: Sendable>(
    _ options: any WritableKeyPath<C, ReportOptions> & Sendable
  ) -> [Argument<C>] {
    [
      .option(
        name: "pipeline", value: "PIPELINE", help: "Only this pipeline",
        completion: .dynamic("pipeline"),
        apply: { $0[keyPath: options].pipeline = try $1.string() })
    ]
  }

  private static func day<C: Sendable>(
    _ options: any WritableKeyPath<C, ReportOptions> & Sendable
  ) -> [Argument<C>] {
    [
      .option(
        name: "as-of", value: "DAY", help: "The day that counts as today",
        apply: { $0[keyPath: options].asOf = try $1.string() })
    ]
  }

  private static func groupings<C: Sendable>(
    _ options: any WritableKeyPath<C, ReportOptions> & Sendable, of report: Report
  ) -> [Argument<C>] {
    let dimensions = report.dimensions.map(\.name)
    let takesMany = !report.isGroupedByOne
    return [
      .option(
        name: "by", value: "FIELD", help: "Repeat the rows for every value of this",
        completion: .choices(dimensions), isRepeatable: takesMany, separatesAtCommas: takesMany,
        apply: { command, text in
          let names = try ReportGroupings.names(in: text, among: dimensions)
          command[keyPath: options].groupings =
            (command[keyPath: options].groupings ?? []) + names
        })
    ]
  }

  private static func owners<C: Sendable>(
    _ options: any WritableKeyPath<C, ReportOptions> & Sendable
  ) -> [Argument<C>] {
    [
      .option(
        name: "owner", value: "USER", help: "Only what this user owns",
        completion: .dynamic("user"), isRepeatable: true,
        apply: { $0[keyPath: options].owners.append(try $1.string()) }),
      .option(
        name: "team", value: "TEAM", help: "Only what is owned in this team or below it",
        completion: .dynamic("team"), isRepeatable: true,
        apply: { $0[keyPath: options].teams.append(try $1.string()) }),
    ]
  }

  private static func period<C: Sendable>(
    _ options: any WritableKeyPath<C, ReportOptions> & Sendable
  ) -> [Argument<C>] {
    [
      .option(
        name: "period", value: "PERIOD", help: "A period: 2026, 2026-Q1, last month, a..b",
        apply: { $0[keyPath: options].period = try $1.string() }),
      .option(
        name: "from", value: "DAY", help: "The first day of the period",
        apply: { $0[keyPath: options].from = try $1.refusingEmpty(called: "DAY").string() }),
      .option(
        name: "to", value: "DAY", help: "The last day of the period",
        apply: { $0[keyPath: options].to = try $1.refusingEmpty(called: "DAY").string() }),
    ]
  }

  private static func ids<C: Sendable>(
    _ options: any WritableKeyPath<C, ReportOptions> & Sendable, key: String
  ) -> [Argument<C>] {
    [
      .option(
        name: "ids", value: key, help: "List the records behind the number", isRepeatable: true,
        apply: { $0[keyPath: options].keys.append(try $1.string()) })
    ]
  }

  private static func output<C: Sendable>(
    _ options: any WritableKeyPath<C, ReportOptions> & Sendable
  ) -> [Argument<C>] {
    [
      .flag(
        name: "define", help: "Print how the numbers are counted",
        apply: { $0[keyPath: options].defines = $1 })
    ] + drawing(options)
  }

  /// What every report can be drawn as.
  static func drawing<C: Sendable>(
    _ options: any WritableKeyPath<C, ReportOptions> & Sendable
  ) -> [Argument<C>] {
    [
      .flag(
        name: "chart", help: "Draw bars; of months and a second group, a line of blocks a group",
        apply: { $0[keyPath: options].draws = $1 }),
      .option(
        name: "svg", value: "FILE", help: "Write a chart as SVG", completion: .file,
        apply: { $0[keyPath: options].svg = try FilePath(argument: $1) }),
      .option(
        name: "html", value: "FILE", help: "Write a page with chart and table", completion: .file,
        apply: { $0[keyPath: options].html = try FilePath(argument: $1) }),
    ]
  }

  static let conflicts = [["period", "from"], ["period", "to"]] + drawingConflicts

  static let drawingConflicts = [["define", "ids", "svg", "html"]]

  /// What the texts name in the store.
  func parameters(of report: Report, in context: CommandContext) throws -> ReportParameters {
    var parameters = ReportParameters()
    let session = context.session
    try session.read { db in
      parameters.pipeline = try RecordReferences.resolve(
        [pipeline].compactMap { $0 }, of: .pipeline, session: session, in: db
      ).first
      parameters.owners = try RecordReferences.resolve(owners, of: .user, session: session, in: db)
      parameters.teams = try RecordReferences.resolve(teams, of: .team, session: session, in: db)
      if !filter.isEmpty {
        parameters.conditions = try filter.sql(
          for: report.noun, session: session,
          reader: try FieldReader(.option, session: session, db: db))
      }
    }
    parameters.period = try days(in: context)
    parameters.groupings = try groupings.map { names in
      try names.indices.filter { !names[..<$0].contains(names[$0]) }
        .map { try report.dimension(names[$0]) }
    }
    parameters.own = own
    // Charts and pages are for people, whatever the format of the rows would be.
    parameters.isForPeople = context.isForPeople || svg != nil || html != nil
    if let asOf { parameters.asOf = try AsOfDay.read(asOf, in: context.session) }
    return parameters
  }

  private func days(in context: CommandContext) throws -> ClosedRange<Day>? {
    let text: String
    if let period {
      text = period
    } else {
      guard from != nil || to != nil else { return nil }
      text = "\(from ?? "")..\(to ?? "")"
    }
    let today = try context.session.displayZone().day(of: context.session.now)
    let resolved = try DateWords.period(text, today: today)
    if resolved.isRelative {
      let days = resolved.value
      context.session.note("period: \(days.lowerBound) to \(days.upperBound)")
    }
    return resolved.value
  }
}

/// What `--by` says: names with commas between them; none for an empty text.
enum ReportGroupings {
  static func names(in text: ArgumentText, among known: [String]) throws -> [String] {
    let words = try text.string().split(separator: ",").map { $0.filter { $0 != " " } }
    for word in words { try check(word, among: known) }
    return words
  }

  static func check(_ word: String, among known: [String]) throws {
    guard !known.contains(word) else { return }
    throw ArgumentMismatch(
      expected: "one of \(known.joined(separator: ", "))", found: ArgumentText(word),
      hints: NearestNames.hint(for: word, among: known).map { [$0] } ?? [])
  }
}

extension RecordQuery {
  /// The records behind a number, as the global options want them.
  func feed(_ globals: GlobalOptions) throws -> RowFeed {
    var query = self
    query.sort = globals.sort
    query.limit = try globals.rowLimit()
    return try query.feed(fields: globals.fields ?? (globals.format == .ids ? "ref" : nil))
  }
}

extension ReportTable {
  /// The rows as the global options want them.
  func feed(_ globals: GlobalOptions) throws -> RowFeed {
    try feed(fields: globals.fields, sort: globals.sort, limit: try globals.rowLimit())
  }
}
