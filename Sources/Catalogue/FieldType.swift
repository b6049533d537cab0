import Values

/// What kind of value a field holds: how its text is read, stored, printed and completed.
package enum FieldType: Sendable, Hashable {
  /// One line of text.
  case text
  /// Text of several lines.
  case longText
  case integer(ClosedRange<Int64>)
  /// Minor units of the store's currency.
  case money
  /// A decimal number with this many digits after the point, stored as a scaled integer.
  case decimal(scale: Int)
  case bool
  case day
  case instant
  case phone
  case email
  /// A unified social credit code (统一社会信用代码, GB 32100).
  case socialCreditCode
  /// One of a fixed list that the program itself knows.
  case choice([Choice])
  /// An entry of one of the store's option lists (数据字典), stored by its key.
  case dictionary(String)
  /// One record of another noun, stored by its id.
  case reference(String)
  /// Several records of another noun, stored in a table of links.
  case references(String, through: LinkTable)

  /// One value of a fixed list.
  package struct Choice: Sendable, Hashable {
    package var key: String
    package var label: Label

    package init(_ key: String, _ english: String, _ chinese: String) {
      self.key = key
      label = Label(english, chinese)
    }
  }

  /// The table behind an N:M field: `owner` points to the record, `target` to the other noun.
  package struct LinkTable: Sendable, Hashable {
    package var table: String
    package var owner: String
    package var target: String
    /// The option list whose entries are meant, when the other noun is `dict`.
    package var list: String?

    package init(_ table: String, owner: String, target: String, list: String? = nil) {
      self.table = table
      self.owner = owner
      self.target = target
      self.list = list
    }
  }

  /// The noun that the field points to, when it points to one.
  package var referencedNoun: String? {
    switch self {
    case .reference(let noun), .references(let noun, _): noun
    default: nil
    }
  }

  /// The option list that values are entries of.
  package var optionList: String? {
    switch self {
    case .dictionary(let list): list
    case .references(_, let link): link.list
    default: nil
    }
  }

  /// The placeholder for a value in help texts.
  package var placeholder: String {
    switch self {
    case .text, .longText: "TEXT"
    case .integer: "N"
    case .money: "AMOUNT"
    case .decimal: "NUMBER"
    case .bool: "yes|no"
    case .day: "DAY"
    case .instant: "INSTANT"
    case .phone: "PHONE"
    case .email: "EMAIL"
    case .socialCreditCode: "CODE"
    case .choice(let choices): choices.map(\.key).joined(separator: "|")
    case .dictionary: "KEY"
    case .references(_, let link) where link.list != nil: "KEY"
    case .reference(let noun), .references(let noun, _): noun.uppercased()
    }
  }
}
