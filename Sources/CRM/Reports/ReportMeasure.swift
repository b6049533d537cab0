import Catalogue
import Store
import Tabular
import Values

/// One column of numbers of a report.
package struct ReportMeasure: Sendable {
  enum Kind: Sendable {
    case count, money, percent, quantity, number
    /// With one decimal.
    case tenths
  }

  package let name: String
  package let label: Label
  let kind: Kind
  /// The aggregate over the rows of a group; nil for what follows from other columns.
  let aggregate: SQL?
  /// What a column that follows from others is, by their names.
  let derived: SQL?
  /// Which records a count counts, so that `--ids` can list them.
  let condition: SQL?
  /// Whether nothing is zero; otherwise it stays empty.
  let isZeroWhenMissing: Bool
  /// Whether only spans know it.
  let isSpanned: Bool

  private init(
    _ name: String, _ english: String, _ chinese: String, _ kind: Kind, aggregate: SQL? = nil,
    derived: SQL? = nil, condition: SQL? = nil, isZeroWhenMissing: Bool = true,
    isSpanned: Bool = false
  ) {
    self.name = name
    label = Label(english, chinese)
    self.kind = kind
    self.aggregate = aggregate
    self.derived = derived
    self.condition = condition
    self.isZeroWhenMissing = isZeroWhenMissing
    self.isSpanned = isSpanned
  }

  /// How many records there are, or how many of them meet a condition.
  static func count(
    _ name: String, _ english: String, _ chinese: String, where condition: SQL? = nil
  ) -> ReportMeasure {
    ReportMeasure(
      name, english, chinese, .count,
      aggregate: condition.map { "count(*) FILTER (WHERE \($0))" } ?? "count(*)",
      condition: condition ?? "1")
  }

  /// How many different values there are.
  static func distinct(
    _ name: String, _ english: String, _ chinese: String, of value: SQL, where condition: SQL? = nil
  ) -> ReportMeasure {
    ReportMeasure(
      name, english, chinese, .count,
      aggregate: condition.map { "count(DISTINCT \(value)) FILTER (WHERE \($0))" }
        ?? "count(DISTINCT \(value))")
  }

  /// The sum of integers: minor units, thousandths, or plain numbers.
  static func sum(
    _ name: String, _ english: String, _ chinese: String, _ kind: Kind = .money, of value: SQL,
    where condition: SQL? = nil
  ) -> ReportMeasure {
    ReportMeasure(
      name, english, chinese, kind,
      aggregate: condition.map { "sum(\(value)) FILTER (WHERE \($0))" } ?? "sum(\(value))")
  }

  /// A part of a whole in percent with two decimals, half up; nothing of nothing is no percentage.
  static func share(
    _ name: String, _ english: String, _ chinese: String, of part: SQL, in whole: SQL
  ) -> ReportMeasure {
    ReportMeasure(
      name, english, chinese, .percent, derived: percent(part, of: whole), isZeroWhenMissing: false)
  }

  /// What came back of what was spent, less that, in percent of it with two decimals, half up.
  ///
  /// Nothing for nothing is no percentage.
  static func gain(
    _ name: String, _ english: String, _ chinese: String, of income: SQL, for cost: SQL
  ) -> ReportMeasure {
    ReportMeasure(
      name, english, chinese, .percent, derived: "\(percent(income, of: cost)) - 10000",
      isZeroWhenMissing: false)
  }

  /// Hundredths of a percent, half up.
  ///
  /// Whole multiples and the rest are taken apart, and the rest in two steps of a hundred: SQLite would go on with
  /// floating point where a product leaves 64 bits.
  static func percent(_ part: SQL, of whole: SQL) -> SQL {
    let (p, w): (SQL, SQL) = ("ifnull(\(part), 0)", "(\(whole))")
    let rest: SQL = "\(p) % \(w) * 100"
    return """
      iif(ifnull(\(whole), 0) > 0, \(p) / \(w) * 10000 + \(rest) / \(w) * 100
        + (\(rest) % \(w) * 200 + \(w)) / (2 * \(w)), NULL)
      """
  }

  /// Money that follows from other columns, half up.
  static func mean(
    _ name: String, _ english: String, _ chinese: String, of sum: SQL, over count: SQL
  ) -> ReportMeasure {
    ReportMeasure(
      name, english, chinese, .money,
      derived: "iif(\(count) > 0, (2 * \(sum) + \(count)) / (2 * \(count)), NULL)",
      isZeroWhenMissing: false)
  }

  /// A number that spans or `from` bring along.
  static func number(
    _ name: String, _ english: String, _ chinese: String, _ kind: Kind = .number,
    isZeroWhenMissing: Bool = false, aggregate: SQL? = nil
  ) -> ReportMeasure {
    ReportMeasure(
      name, english, chinese, kind, aggregate: aggregate ?? "NULL",
      isZeroWhenMissing: isZeroWhenMissing, isSpanned: aggregate == nil)
  }

  /// The value in a row of the report, from the figures `f`.
  var value: SQL {
    if let derived { return derived }
    let column: SQL = "f.\(identifier: name)"
    return isZeroWhenMissing ? "ifnull(\(column), 0)" : column
  }

  func column(_ run: ReportRun) -> Column {
    let kind: ColumnKind =
      switch self.kind {
      case .count, .number: .integer
      case .money:
        .money(code: run.settings.currency.code, digits: run.settings.currency.minorDigits)
      case .percent: .percent
      case .quantity: .decimal(scale: 3)
      case .tenths: .decimal(scale: 1)
      }
    return Column(
      name, label: label[run.session.language], kind: kind, isNullable: !isZeroWhenMissing)
  }
}
