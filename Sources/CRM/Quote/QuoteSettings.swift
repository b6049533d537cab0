import Catalogue
import Store
import Values

extension Setting {
  package static let quoteNumber = numbers("quote.number", "报价编号规则", "BJ")

  package static let quoteValidDays = Setting(
    field: Field(
      "quote.valid_days", .integer(0...36_500), "Valid days", "报价有效天数",
      "For so many days new quotes are valid (quote settings)"), standard: "30")

  package static let quoteApproval = Setting(
    field: Field(
      "quote.approval",
      .choice([.init("automatic", "Automatic", "自动"), .init("manual", "By a user", "人工")]),
      "Approval of quotes", "报价审批",
      "Who approves discounts beyond a role's limit: nobody, or a user (quote settings)"),
    standard: "automatic")
}

/// What holds for all quotes.
package enum QuoteSettings {
  package static let all: [Setting] = [.quoteNumber, .quoteValidDays, .quoteApproval]

  /// The values by the names of their settings, in the order of `all`.
  package static func values(in db: ReadTransaction) throws -> [(name: String, value: String)] {
    let settings = SettingValues(in: db)
    return try all.map { ($0.name, try settings.text(of: $0)) }
  }

  /// Keeps values that were given; only an admin changes what holds for everybody.
  package static func write(
    _ values: [(setting: Setting, text: String)], session: Session
  ) throws -> Written<[(name: String, value: String)]> {
    try session.write { db in
      try session.actor().requireAdmin(to: "change the settings of quotes")
      let reader = try FieldReader(.option, session: session, db: db)
      for (setting, text) in values {
        if setting.name == Setting.quoteNumber.name { _ = try NumberPattern(text) }
        try SettingValues.write(
          try reader.scalar(text, as: setting.field), to: setting, in: db)
      }
      return try self.values(in: db)
    }
  }
}
