import Catalogue
import Store
import Values

/// What a report can be grouped by (`--by`).
package struct ReportDimension: Sendable {
  package let name: String
  package let label: Label
  /// The group that the record `r` belongs to, as a value; NULL for none.
  let key: SQL
  /// What must be joined to `r`; a record with several partners stands in several groups.
  var join: SQL = ""
  /// Whether there may be about as many groups as records.
  var hasManyGroups = false
  /// Whether every group has a row, also those without anything, where nothing else is grouped by.
  var showsAll = false
  /// The unit of a dimension of time, whose `key` is the column with the moment.
  var calendar: ReportUnit?
  /// All groups, as key, name, label_en, label_zh, code, rank and shown.
  ///
  /// Programs are given the name, people are shown a label; `shown` says whether a group has a row
  /// though nothing is in it.
  var groups: @Sendable (ReportParameters) -> SQL = { _ in ReportDimension.noGroups }

  /// No groups at all.
  static let noGroups: SQL = """
    SELECT NULL AS key, \(naming("NULL")), 0 AS rank, 0 AS shown WHERE 0
    """

  package var rawValue: String { name }

  /// The columns of groups that have one name in all languages, and perhaps a code beside it.
  static func naming(_ name: SQL, code: SQL = "NULL") -> SQL {
    "\(name) AS name, \(name) AS label_en, \(name) AS label_zh, \(code) AS code"
  }

  // MARK: Kinds of dimensions

  /// Users, by login.
  static func users(
    _ name: String = "owner", _ english: String = "Owner", _ chinese: String = "归属人",
    of column: SQL = "r.owner"
  ) -> ReportDimension {
    var dimension = ReportDimension(name: name, label: Label(english, chinese), key: column)
    dimension.groups = { parameters in
      """
      SELECT id AS key, \(ReportDimension.naming("login")), 0 AS rank,
        active AND deleted_at IS NULL AND \(parameters.isAsked("id")) AS shown
      FROM "user"
      """
    }
    return dimension
  }

  /// The primary teams of users.
  static func teams(of column: SQL = "r.owner") -> ReportDimension {
    var dimension = ReportDimension(
      name: "team", label: Noun.team.label,
      key: "(SELECT u.team FROM \"user\" u WHERE u.id = \(column))")
    dimension.groups = { _ in
      """
      SELECT id AS key, \(ReportDimension.naming("name")), 0 AS rank, deleted_at IS NULL AS shown
      FROM team
      """
    }
    return dimension
  }

  /// The entries of an option list.
  static func entries(
    _ name: String, _ english: String, _ chinese: String, of column: SQL, list: String
  ) -> ReportDimension {
    var dimension = ReportDimension(name: name, label: Label(english, chinese), key: column)
    dimension.groups = { _ in
      """
      SELECT key, key AS name, label_en, label_zh, NULL AS code, position AS rank,
        active AND deleted_at IS NULL AS shown
      FROM dictionary_entry WHERE dictionary = \(list)
        AND id = (SELECT id FROM dictionary_entry d WHERE d.dictionary = \(list)
          AND d.key = dictionary_entry.key ORDER BY d.deleted_at IS NOT NULL, d.id DESC LIMIT 1)
      """
    }
    return dimension
  }

  /// Records of a small table, by their name; `--ids` may also name them by their code.
  static func named(
    _ name: String, _ english: String, _ chinese: String, of column: SQL, join: SQL = "",
    table: String, code: SQL = "NULL", order: SQL = "0", shown: SQL = "deleted_at IS NULL"
  ) -> ReportDimension {
    var dimension = ReportDimension(
      name: name, label: Label(english, chinese), key: column, join: join)
    dimension.groups = { _ in
      """
      SELECT id AS key, \(ReportDimension.naming("name", code: code)), \(order) AS rank,
        \(shown) AS shown
      FROM \(identifier: table)
      """
    }
    return dimension
  }

  /// A few words that the program itself knows, in their order.
  static func words(
    _ name: String, _ english: String, _ chinese: String, of column: SQL,
    _ words: [(key: String, label: Label)]
  ) -> ReportDimension {
    var dimension = ReportDimension(name: name, label: Label(english, chinese), key: column)
    dimension.groups = { _ in
      words.enumerated().map { rank, word in
        """
        SELECT \(word.key) AS key, \(word.key) AS name, \(word.label.english) AS label_en,
          \(word.label.chinese) AS label_zh, NULL AS code, \(rank) AS rank, 0 AS shown
        """
      }.joined(separator: " UNION ALL ")
    }
    return dimension
  }

  /// Texts, each its own group.
  static func texts(
    _ name: String, _ english: String, _ chinese: String, of column: SQL
  ) -> ReportDimension {
    ReportDimension(name: name, label: Label(english, chinese), key: column)
  }

  /// Day, week, month, quarter and year of a moment.
  static func calendar(_ column: SQL) -> [ReportDimension] {
    ReportUnit.allCases.map {
      var dimension = ReportDimension(name: $0.rawValue, label: $0.label, key: column)
      dimension.calendar = $0
      return dimension
    }
  }

  // MARK: Of opportunities

  package static let owner = users()
  package static let team = teams()
  package static let product = named(
    "product", "Product", "产品", of: "line.product",
    join: """
      LEFT JOIN (SELECT DISTINCT opportunity, product FROM opportunity_line) line
        ON line.opportunity = r.id
      """, table: "product", code: "code", shown: "active AND deleted_at IS NULL")
  package static let source = entries(
    "source", "Source", "来源", of: "r.source", list: "customer.source")
  package static let industry = ofCustomer("industry", "Industry", "行业")
  package static let region = ofCustomer("region", "Region", "地区")
  package static let level = ofCustomer("level", "Level", "级别")
  static let kind = ofCustomer("kind", "Kind", "客户类型")
  static let pipeline = named(
    "pipeline", "Pipeline", "销售管道", of: "r.pipeline", table: "pipeline", order: "position")

  private static func ofCustomer(
    _ field: String, _ english: String, _ chinese: String
  ) -> ReportDimension {
    entries(
      field, english, chinese,
      of: "(SELECT c.\(identifier: field) FROM customer c WHERE c.id = r.customer)",
      list: "customer.\(field)")
  }

  /// What the funnel can be grouped by.
  package static let allCases: [ReportDimension] = [
    owner, team, product, source, industry, region, level,
  ]

  /// What every report about opportunities can be grouped by, besides time.
  static let opportunities: [ReportDimension] = allCases + [kind, pipeline]
}

/// The units of time that a report can be grouped by.
package enum ReportUnit: String, CaseIterable, Sendable {
  case day, week, month, quarter, year

  var label: Label {
    switch self {
    case .day: Label("Day", "日")
    case .week: Label("Week", "周")
    case .month: Label("Month", "月")
    case .quarter: Label("Quarter", "季度")
    case .year: Label("Year", "年")
    }
  }

  /// The first day of the unit around the day.
  func start(of day: Day) -> Day {
    switch self {
    case .day: day
    case .week: day.startOfWeek
    case .month: day.startOfMonth
    case .quarter: day.startOfQuarter
    case .year: day.startOfYear
    }
  }

  /// The first day of the next unit; nil at the end of the calendar.
  func next(after start: Day) -> Day? {
    let next =
      switch self {
      case .day: start.adding(days: 1)
      case .week: start.adding(days: 7)
      case .month: start.adding(months: 1)
      case .quarter: start.adding(months: 3)
      case .year: start.adding(months: 12)
      }
    return next > start && next != .max ? next : nil
  }

  /// `2026-03-01`, `2026-W09` (ISO 8601), `2026-03`, `2026-Q1`, `2026`.
  func name(of start: Day) -> String {
    switch self {
    case .day: return start.description
    case .week:
      let thursday = start.adding(days: 3)
      let week = (thursday - thursday.startOfYear) / 7 + 1
      return "\(thursday.description.prefix(4))-W\(week < 10 ? "0" : "")\(week)"
    case .month: return String(start.description.prefix(7))
    case .quarter: return "\(start.description.prefix(4))-Q\(start.quarter)"
    case .year: return String(start.description.prefix(4))
    }
  }

  /// How one of them is written.
  var sample: String {
    switch self {
    case .day: "2026-03-01"
    case .week: "2026-W09"
    case .month: "2026-03"
    case .quarter: "2026-Q1"
    case .year: "2026"
    }
  }

  /// The first day of the one that has the name, written exactly so; nil of what names none.
  func start(named name: String) -> Day? {
    let year = name.prefix(4)
    let number = max(1, min(Int(name.dropFirst(6)) ?? 1, 54))
    let first: Day? =
      switch self {
      case .day: Day(name)
      // The fourth of January lies in the first week of its year.
      case .week: Day("\(year)-01-04")?.startOfWeek.adding(days: 7 * (number - 1))
      case .month: Day("\(name)-01")
      case .quarter: Day("\(year)-01-01")?.adding(months: 3 * (number - 1))
      case .year: Day("\(name)-01-01")
      }
    return first.flatMap { self.name(of: start(of: $0)) == name ? start(of: $0) : nil }
  }
}

extension ReportDimension {
  /// What reports about customers can be grouped by.
  static let ofCustomers: [ReportDimension] =
    [owner, team]
    + [
      ("level", "Level", "级别"), ("industry", "Industry", "行业"), ("region", "Region", "地区"),
      ("source", "Source", "来源"), ("kind", "Kind", "客户类型"), ("status", "Status", "跟进状态"),
    ].map {
      entries($0.0, $0.1, $0.2, of: "r.\(identifier: $0.0)", list: "customer.\($0.0)")
    }
}
