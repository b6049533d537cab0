import Catalogue
import Store
import Tabular
import Values

/// The SQL of a report: one grouped pass over the records, then the names of the groups.
package struct ReportQuery: ReportAnswer {
  private let report: Report
  private let run: ReportRun
  private let source: ReportSource
  private let groupings: [ReportDimension]
  /// The period of each grouping by time.
  private var calendars: [ReportCalendar?] = []
  private let from: SQL
  private let conditions: SQL

  package init(_ report: Report, _ run: ReportRun) throws {
    let asked = try run.parameters.groupings ?? report.standard.map { try report.dimension($0) }
    try self.init(report, run, groupings: report.rows + asked)
    calendars = try groupings.map { grouping in
      try grouping.calendar.flatMap { unit in
        try days(of: grouping.key).map {
          try ReportCalendar(unit, $0, isDay: source.isDay, zone: run.zone)
        }
      }
    }
  }

  private init(_ report: Report, _ run: ReportRun, groupings: [ReportDimension]) throws {
    self.report = report
    self.run = run
    self.groupings = groupings
    guard case .figures(let source) = report.content else {
      throw UserError.bug("the report \(report.name) answers by itself")
    }
    self.source = source
    from = try source.from(run)
    var all: [SQL] = [source.condition]
    if source.isScoped {
      all += [run.sees(report.noun, "r"), run.parameters.selection(owner: source.owner)]
    }
    all += [Self.isInPeriod(source, run), run.part.condition]
    conditions = all.conjunction()
  }

  /// The condition on the moment of `r`.
  private static func isInPeriod(_ source: ReportSource, _ run: ReportRun) -> SQL {
    guard let moment = source.moment else { return "1" }
    return source.isDay ? run.inPeriod(day: moment) : run.inPeriod(moment)
  }

  /// Whether it is the period that says which times have rows, and not the records.
  private var hasWholePeriod: Bool {
    run.parameters.period.map { $0.lowerBound > .min && $0.upperBound < .max } ?? false
  }

  /// From the first to the last day that there is, or of the period where it has both ends.
  private func days(of column: SQL) throws -> ClosedRange<Day>? {
    if hasWholePeriod { return run.parameters.period }
    @Sendable func ends(
      of records: SQL, where condition: SQL, in db: ReadTransaction
    ) throws -> [String?] {
      let ends = try db.row(
        "SELECT min(\(column)), max(\(column)) FROM \(records) WHERE \(condition)",
        as: String?.self, String?.self)
      return [ends?.0, ends?.1]
    }
    let texts =
      if let records = try source.calendarFrom?(run) {
        try run.session.read { try ends(of: records, where: Self.isInPeriod(source, run), in: $0) }
      } else {
        try inParts { try ends(of: $0.from, where: $0.conditions, in: $1) }.flatMap { $0 }
      }
    let days = texts.compactMap { text in
      text.flatMap { source.isDay ? Day($0) : Instant($0).map(run.zone.day) }
    }
    guard let first = days.min(), let last = days.max() else { return nil }
    return first...last
  }

  // MARK: Rows

  package func table() throws -> ReportTable {
    let language = run.session.language
    let columns =
      groupings.map { Column($0.name, label: $0.label[language]) }
      + report.measures.map { $0.column(run) }
    return ReportTable(
      columns: columns, query: try sql(), measure: groupings.isEmpty ? nil : report.chart,
      title: report.label[language],
      isOverTime: groupings.last?.calendar != nil && groupings.count <= 2)
  }

  /// The columns of the keys: `k0`, `k1` and so on.
  private var keyNames: [SQL] { groupings.indices.map { SQL(text: "k\($0)") } }

  /// The group of `r` in each grouping.
  func keys() -> [SQL] {
    zip(groupings, calendars).map { grouping, calendar in
      grouping.calendar == nil ? grouping.key : calendar?.key(of: grouping.key) ?? "NULL"
    }
  }

  private var joins: SQL {
    groupings.map(\.join).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// All groups of a grouping.
  func groups(_ index: Int) -> ReportGroups {
    let grouping = groupings[index]
    let sql =
      grouping.calendar == nil
      ? grouping.groups(run.parameters) : calendars[index]?.groups ?? ReportDimension.noGroups
    return ReportGroups(grouping, sql: sql)
  }

  private func sql() throws -> SQL {
    var sql: SQL = "WITH figure AS MATERIALIZED (\(try figures()))"
    for index in groupings.indices {
      sql += ", \(SQL(text: "n\(index)")) AS MATERIALIZED (\(groups(index).sql))"
    }
    // Only a report by one thing also shows the groups without anything: a gap in a row of months.
    let isFilled =
      groupings.count == 1 && (groupings[0].calendar != nil || groupings[0].showsAll)
    // A calendar that was made of more records than are counted begins and ends with the counted ones.
    let isShown: SQL =
      source.calendarFrom != nil && groupings.first?.calendar != nil && !hasWholePeriod
      ? "shown AND key BETWEEN (SELECT min(k0) FROM figure) AND (SELECT max(k0) FROM figure)"
      : "shown"
    let cells: SQL =
      isFilled
      ? """
      (SELECT k0 FROM figure UNION SELECT key FROM n0 WHERE \(isShown)) c
      LEFT JOIN figure f ON f.k0 IS c.k0
      """ : "figure f"
    let cell: SQL = isFilled ? "c" : "f"
    let shown = run.parameters.groupName(in: run.session.language)
    var joined = cells
    var names: [SQL] = []
    var order: [SQL] = []
    for index in groupings.indices {
      let (name, key) = (SQL(text: "n\(index)"), SQL(text: "k\(index)"))
      joined += " LEFT JOIN \(name) ON \(name).key = \(cell).\(key)"
      names.append("ifnull(\(name).\(shown), \(cell).\(key))")
      order += [
        "\(cell).\(key) IS NULL", "ifnull(\(name).rank, 1000000000)",
        "ifnull(\(name).name, \(cell).\(key))", "\(cell).\(key)",
      ]
    }
    if !groupings.isEmpty, let first = source.order { order.insert(first, at: 0) }
    let values = names + report.measures.map(\.value)
    let rank: SQL =
      order.isEmpty
      ? "0" : "row_number() OVER (ORDER BY \(order.joined(separator: ", ")))"
    sql += " SELECT \(values.joined(separator: ", ")), \(rank) FROM \(joined)"
    return sql
  }

  /// The keys of the groups and their measures: from one pass, from spans, or from both.
  private func figures() throws -> SQL {
    let measures = report.measures.filter { $0.aggregate != nil }
    guard let spans = source.spans else { return try aggregates(measures) }
    guard spans.isBeside else {
      return try spans.cells(self).query(groupCount, measures.map(\.name))
    }
    let own = measures.filter { !$0.isSpanned }
    let spanned = measures.filter(\.isSpanned)
    let columns =
      keyNames.map { "a.\($0)" as SQL } + own.map { "a.\(identifier: $0.name)" as SQL }
      + spanned.map { "s.\(identifier: $0.name)" as SQL }
    let matches = keyNames.map { "s.\($0) IS a.\($0)" as SQL }
    return """
      SELECT \(columns.joined(separator: ", ")) FROM (\(try aggregates(own))) a
      LEFT JOIN (\(try spans.cells(self).query(groupCount, spanned.map(\.name)))) s
        ON \(matches.conjunction())
      """
  }

  /// The measures that SQLite works out: in the last query, or before it where the records are divided.
  private func aggregates(_ measures: [ReportMeasure]) throws -> SQL {
    let parts = try parts()
    guard !groupings.contains(where: \.hasManyGroups), parts.count > 1 else {
      return aggregate(measures)
    }
    let figures = try read(parts) { query, db in
      let own = measures.filter(query.run.part.counts)
      return try ReportCells(query.aggregate(own), query.groupCount, own.map(\.name), in: db)
    }
    return try ReportCells(adding: figures).query(groupCount, measures.map(\.name))
  }

  private func aggregate(_ measures: [ReportMeasure]) -> SQL {
    let values =
      zip(keys(), keyNames).map { "\($0) AS \($1)" as SQL }
      + measures.map { "\($0.aggregate ?? "NULL") AS \(identifier: $0.name)" as SQL }
    var sql: SQL = """
      SELECT \(values.joined(separator: ", ")) FROM \(from) \(joins) WHERE \(conditions)
      """
    if !groupings.isEmpty {
      let places = groupings.indices.map { SQL(text: String($0 + 1)) }
      sql += " GROUP BY \(places.joined(separator: ", "))"
    }
    return sql
  }

  private func parts() throws -> [ReportPart] {
    guard run.part.branch == nil, let division = source.division else { return [run.part] }
    return try division.parts(run.parameters, run.session)
  }

  /// What the body makes of every part of the records, side by side; of all of them where they are not divided.
  func inParts<Value: Sendable>(
    _ body: @escaping @Sendable (ReportQuery, ReadTransaction) throws -> Value
  ) throws -> [Value] {
    try read(parts(), body)
  }

  private func read<Value: Sendable>(
    _ parts: [ReportPart],
    _ body: @escaping @Sendable (ReportQuery, ReadTransaction) throws -> Value
  ) throws -> [Value] {
    guard parts.count > 1 else { return [try run.session.read { try body(self, $0) }] }
    let (report, parameters) = (report, run.parameters)
    let (groupings, calendars) = (groupings, calendars)
    return try ReportDivision.read(parts, run.session) { part, session in
      let run = try ReportRun(parameters, of: part, session: session)
      var query = try ReportQuery(report, run, groupings: groupings)
      query.calendars = calendars
      return try session.read { try body(query, $0) }
    }
  }

  /// The rows behind the figures: the keys, then these columns.
  func rows(selecting columns: [SQL], where condition: SQL = "1", order: SQL? = nil) -> SQL {
    let values = keys() + columns
    var sql: SQL = """
      SELECT \(values.joined(separator: ", ")) FROM \(from) \(joins)
      WHERE \([conditions, condition].conjunction())
      """
    if let order { sql += " ORDER BY \(order)" }
    return sql
  }

  /// The condition that a record, by its id, is one of those that are counted.
  func selects(_ id: SQL) -> SQL { "\(id) IN (SELECT r.id FROM \(from) WHERE \(conditions))" }

  var groupCount: Int { groupings.count }
  var groupNames: [String] { groupings.map(\.name) }
  var context: ReportRun { run }

  // MARK: Drilling

  /// The records behind numbers: one key for every grouping, then perhaps the column of a count.
  package func records(_ keys: [String]) throws -> RecordQuery {
    guard let drill = source.drill else { return try records(keys, where: "1") }
    return try drill(self, keys)
  }

  /// The same of the rows that also meet the condition.
  func records(_ keys: [String], where condition: SQL) throws -> RecordQuery {
    guard report.hasRecords else {
      throw UserError(.usage, "report \(report.name): \(report.reason(against: "ids"))")
    }
    var condition = [conditions, condition].conjunction()
    var keys = keys
    if keys.count > groupings.count || groupings.isEmpty, let last = keys.last,
      let measure = report.measures.first(where: { $0.name == last }),
      let counted = measure.condition
    {
      condition = "(\(condition)) AND (\(counted))"
      keys.removeLast()
    } else if groupings.isEmpty, keys == ["all"] {
      keys = []
    }
    guard keys.count <= groupings.count else { throw tooMany(keys) }
    for (index, text) in keys.enumerated() {
      condition = "(\(condition)) AND \(try isGroup(index, named: text))"
    }
    var query = try RecordQuery(report.noun, session: run.session)
    query.conditions.append(
      "r.id IN (SELECT r.id FROM \(from) \(joins) WHERE \(condition))")
    return query
  }

  /// The records behind a row that is always there: of the item that the first key names, and of the groups that the
  /// others name.
  func records<Item>(
    _ keys: [String], of items: [Item], each what: String, key: KeyPath<Item, String>,
    _ begin: (Item) throws -> RecordQuery
  ) throws -> RecordQuery {
    guard let name = keys.first, keys.count <= groupCount else {
      throw UserError(
        .usage, "--ids takes a \(what), and what the rows are grouped by",
        hints: ["\(what)s: \(items.map { $0[keyPath: key] }.joined(separator: ", "))"])
    }
    let named = try run.session.read { try groups(0).keys(named: name, in: $0) }
    guard let item = items.first(where: { named.contains($0[keyPath: key]) }) else {
      throw UserError.bug("there is no \(what) \(named)")
    }
    var records = try begin(item)
    records.conditions += try keys.indices.dropFirst().map { try isGroup($0, named: keys[$0]) }
    return records
  }

  /// The condition that `r` belongs to the group that the text names.
  func isGroup(_ index: Int, named text: String) throws -> SQL {
    try run.session.read { db in
      try groups(index).isGroup(
        keys()[index], named: text, of: "\(from) \(joins) WHERE \(conditions)", in: db)
    }
  }

  private func tooMany(_ keys: [String]) -> UserError {
    let counts = report.measures.filter { $0.condition != nil }.map(\.name)
    let groups = groupings.map(\.name)
    return UserError(
      .usage, "--ids \(keys.last ?? "") is no number of this report",
      hints: [
        groups.isEmpty
          ? "it takes all\(counts.isEmpty ? "" : " or \(counts.joined(separator: ", "))")"
          : "it takes, one --ids each: \((groups + (counts.isEmpty ? [] : ["perhaps \(counts.joined(separator: "|"))"])).joined(separator: ", "))"
      ])
  }
}
