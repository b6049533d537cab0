import Catalogue
import Values

/// What the values of a custom field are.
enum CustomFieldType: String, CaseIterable {
  case text, longtext, integer, decimal, money, percent, bool, date, datetime, select, multiselect
  case phone, email, url, user, team, reference

  /// Digits that a decimal number has after its point.
  private static let scale = 4

  static let choices = allCases.map {
    FieldType.Choice($0.rawValue, $0.label.english, $0.label.chinese)
  }

  private var label: Label {
    switch self {
    case .text: Label("Text", "文本")
    case .longtext: Label("Long text", "多行文本")
    case .integer: Label("Integer", "整数")
    case .decimal: Label("Decimal", "小数")
    case .money: Label("Money", "金额")
    case .percent: Label("Percent", "百分比")
    case .bool: Label("Yes or no", "是否")
    case .date: Label("Date", "日期")
    case .datetime: Label("Date and time", "日期时间")
    case .select: Label("Single choice", "单选")
    case .multiselect: Label("Multiple choice", "多选")
    case .phone: Label("Phone", "电话")
    case .email: Label("E-mail", "邮箱")
    case .url: Label("Address of a page", "网址")
    case .user: Label("User", "员工")
    case .team: Label("Team", "部门")
    case .reference: Label("Reference", "关联")
    }
  }

  /// The catalogue's type; `name` is the list of a choice, `target` the noun of a reference,
  /// `column` where the values lie.
  func fieldType(name: String, target: String?, column: String) -> FieldType {
    switch self {
    case .text, .url: .text
    case .longtext: .longText
    case .integer: .integer(Int64.min...Int64.max)
    case .decimal: .decimal(scale: Self.scale)
    case .percent: .decimal(scale: FixedPoint.percent.digits)
    case .money: .money
    case .bool: .bool
    case .date: .day
    case .datetime: .instant
    case .select: .dictionary(name)
    case .multiselect:
      .references(
        Noun.dict.name, through: .init(column, owner: "record", target: "entry", list: name))
    case .phone: .phone
    case .email: .email
    case .user: .reference("user")
    case .team: .reference("team")
    case .reference: .reference(target ?? "")
    }
  }

  /// The type of the column in a STRICT table; several values lie in a table of their own.
  var columnType: String? {
    switch self {
    case .multiselect: nil
    case .text, .longtext, .date, .datetime, .select, .phone, .email, .url: "TEXT"
    case .integer, .decimal, .money, .percent, .bool, .user, .team, .reference: "INTEGER"
    }
  }

  var hasLength: Bool { self == .text || self == .longtext || self == .url }

  /// Whether values are numbers, which may be limited.
  var isNumber: Bool {
    switch self {
    case .integer, .decimal, .money, .percent: true
    default: false
    }
  }

  /// Whether a default can be said once for all.
  var hasDefault: Bool {
    switch self {
    case .user, .team, .reference, .multiselect: false
    default: true
    }
  }

  /// Whether values are entries of an option list of its own.
  var hasOptions: Bool { self == .select || self == .multiselect }

  /// The number as it is stored.
  func number(_ text: String, currency: Currency) throws -> Int64 {
    switch self {
    case .money: try Money.parse(text, currency: currency)
    case .decimal: try FixedPoint(digits: Self.scale).parse(text)
    case .percent: try FixedPoint.percent.parse(text)
    default: try FixedPoint.integer.parse(text)
    }
  }

  /// A value as it was kept, in its canonical text.
  func scalar(_ text: String, currency: Currency) throws -> Scalar {
    switch self {
    case .integer, .decimal, .money, .percent: .integer(try number(text, currency: currency))
    case .bool: .integer(text == "yes" ? 1 : 0)
    case .text, .longtext, .date, .datetime, .select, .phone, .email, .url: .text(text)
    case .user, .team, .reference, .multiselect: .null
    }
  }
}
