/// A currency of ISO 4217: its code and how many digits its minor unit has.
package struct Currency: Sendable, Hashable {
  /// Three upper-case letters, such as `CNY`.
  package let code: String
  /// Digits of the minor unit: 2 for most, 0 for JPY, 3 for KWD, 4 for CLF.
  package let minorDigits: Int

  package static let cny = Currency(code: "CNY", minorDigits: 2)

  /// Nil when ISO 4217 has no such active currency; the code may be in lower case.
  package init?(code: String) {
    let upper = code.uppercased()
    guard upper.utf8.count == 3, upper.utf8.allSatisfy({ $0.isASCIILetter }) else { return nil }
    guard let group = Currency.groups.first(where: { $0.codes.contains(upper) }) else { return nil }
    self.init(code: upper, minorDigits: group.digits)
  }

  private init(code: String, minorDigits: Int) {
    self.code = code
    self.minorDigits = minorDigits
  }

  /// Reads a currency code that a user wrote; an unknown one is an error with near codes.
  package static func named(_ code: String) throws(UserError) -> Currency {
    if let currency = Currency(code: code) { return currency }
    let hint = NearestNames.hint(for: code, among: groups.flatMap(\.codes))
    throw UserError(
      .usage, "\(quoted(code)) is not a currency code of ISO 4217", code: "E_CURRENCY",
      hints: [hint ?? "write three letters, such as CNY or EUR"])
  }

  /// The usual sign, or the code where there is none.
  package var symbol: String {
    marks.first ?? code
  }

  /// What may stand before or after an amount besides the code, the usual sign first.
  var marks: [String] {
    switch code {
    case "CNY": ["¥", "元", "圆", "人民币", "RMB"]
    case "JPY": ["¥", "円", "日元"]
    case "USD": ["$", "US$", "美元"]
    case "EUR": ["€", "欧元"]
    case "GBP": ["£", "英镑"]
    case "HKD": ["HK$", "$", "港元", "港币"]
    case "TWD": ["NT$", "$", "新台币"]
    case "MOP": ["MOP$", "澳门元"]
    case "SGD": ["S$", "$", "新加坡元"]
    case "AUD": ["A$", "$", "澳元"]
    case "CAD": ["CA$", "$", "加元"]
    case "NZD": ["NZ$", "$"]
    case "KRW": ["₩", "韩元"]
    case "INR": ["₹"]
    case "VND": ["₫"]
    case "THB": ["฿", "泰铢"]
    case "PHP": ["₱"]
    case "RUB": ["₽", "卢布"]
    case "TRY": ["₺"]
    case "UAH": ["₴"]
    case "ILS": ["₪"]
    case "BRL": ["R$"]
    case "CHF": ["CHF", "瑞士法郎"]
    case "MYR": ["RM"]
    default: []
    }
  }

  /// The currencies whose marks are told apart when an amount is in another currency.
  static let marked = [
    "CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "MOP", "SGD", "AUD", "CAD", "NZD", "KRW",
    "INR", "VND", "THB", "PHP", "RUB", "TRY", "UAH", "ILS", "BRL", "CHF", "MYR",
  ].compactMap(Currency.init(code:))
}

extension Currency {
  /// The active codes of ISO 4217 by the digits of their minor unit.
  ///
  /// Metals, units of account without a minor unit and codes for testing are not there: nobody
  /// invoices in them.
  private static let groups: [(digits: Int, codes: [String])] = [
    (
      0,
      [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
        "VUV", "XAF", "XOF", "XPF",
      ]
    ),
    (3, ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]),
    (4, ["CLF", "UYW"]),
    (
      2,
      [
        "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
        "BMD", "BND", "BOB", "BOV", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHE",
        "CHF", "CHW", "CNY", "COP", "COU", "CRC", "CUP", "CVE", "CZK", "DKK", "DOP", "DZD", "EGP",
        "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GTQ", "GYD", "HKD",
        "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES", "KGS", "KHR", "KPW", "KYD",
        "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP",
        "MRU", "MUR", "MVR", "MWK", "MXN", "MXV", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR",
        "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SBD",
        "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL",
        "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "USD", "USN", "UYU", "UZS",
        "VED", "VES", "WST", "XAD", "XCD", "XCG", "YER", "ZAR", "ZMW", "ZWG",
      ]
    ),
  ]
}
