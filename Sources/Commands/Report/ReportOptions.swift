import CRM
import Catalogue
import CommandLineKit
import Values

/// The options that every report has.
struct ReportOptions: Sendable {
  var pipeline: String?
  var owners: [String] = []
  var teams: [String] = []
  var period: String?
  var from: String?
  var to: String?
  var grouping: ReportDimension?
  var filter = RecordFilter()
  /// Whether the definition of the numbers is wanted instead of the numbers.
  var defines = false
  /// The key of the number whose records are wanted.
  var key: String?

  /// The options, bound to the part of the command's data that holds them.
  static func arguments<C: Sendable>(
    _ options: any WritableKeyPath<C, ReportOptions> & Sendable, key: String
  ) -> [Argument<C>] {
    [
      .option(
        name: "pipeline", value: "PIPELINE", help: "Only this pipeline",
        completion: .dynamic("pipeline"),
        apply: { $0[keyPath: options].pipeline = try $1.string() }),
      .option(
        name: "owner", value: "USER", help: "Only what this user owns",
        completion: .dynamic("user"), isRepeatable: true,
        apply: { $0[keyPath: options].owners.append(try $1.string()) }),
      .option(
        name: "team", value: "TEAM", help: "Only what is owned in this team or below it",
        completion: .dynamic("team"), isRepeatable: true,
        apply: { $0[keyPath: options].teams.append(try $1.string()) }),
    ] + FilterArguments.arguments { try $1(&$0[keyPath: options].filter) } + [
      .option(
        name: "period", value: "PERIOD", help: "A period: 2026, 2026-Q1, last month, a..b",
        apply: { $0[keyPath: options].period = try $1.string() }),
      .option(
        name: "from", value: "DAY", help: "The first day of the period",
        apply: { $0[keyPath: options].from = try $1.string() }),
      .option(
        name: "to", value: "DAY", help: "The last day of the period",
        apply: { $0[keyPath: options].to = try $1.string() }),
      .option(
        name: "by", value: "FIELD", help: "Repeat the rows for every value of this",
        completion: .choices(ReportDimension.allCases.map(\.rawValue)),
        apply: { $0[keyPath: options].grouping = try ReportDimension(argument: $1) }),
      .flag(
        name: "define", help: "Print how the numbers are counted",
        apply: { $0[keyPath: options].defines = $1 }),
      .option(
        name: "ids", value: key, help: "List the records behind the number",
        apply: { $0[keyPath: options].key = try $1.string() }),
    ]
  }

  static let conflicts = [["period", "from"], ["period", "to"]]

  /// What the texts name in the store.
  func parameters(in context: CommandContext) throws -> ReportParameters {
    var parameters = ReportParameters()
    let session = context.session
    try session.read { db in
      parameters.pipeline = try RecordReferences.resolve(
        [pipeline].compactMap { $0 }, of: .pipeline, session: session, in: db
      ).first
      parameters.owners = try RecordReferences.resolve(owners, of: .user, session: session, in: db)
      parameters.teams = try RecordReferences.resolve(teams, of: .team, session: session, in: db)
      parameters.conditions = try filter.sql(
        for: .opportunity, session: session,
        reader: try FieldReader(.option, session: session, db: db))
    }
    parameters.period = try days(in: context)
    parameters.grouping = grouping
    return parameters
  }

  func days(in context: CommandContext) throws -> ClosedRange<Day>? {
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

extension ReportDimension: ChoiceValue {}

extension ReportTable {
  /// The rows as the global options want them.
  func feed(_ globals: GlobalOptions) throws -> RowFeed {
    try feed(fields: globals.fields, sort: globals.sort, limit: try globals.rowLimit())
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
