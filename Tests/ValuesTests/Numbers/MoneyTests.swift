import ProgramTesting
import Testing

@testable import Values

@Suite struct MoneyTests {
  @Test(arguments: [
    ("0", 0), ("1054", 105_400), ("1054.5", 105_450), ("1,054.00", 105_400),
    ("1,234,567.89", 123_456_789),
    ("-0.05", -5), ("+12", 1_200), (".5", 50), ("0.10", 10), ("1.500", 150), ("1054.0000", 105_400),
    ("¥1,054", 105_400), ("￥1,054", 105_400), ("¥ 1054", 105_400), ("-¥5", -500), ("¥-5", -500),
    ("1054元", 105_400), ("1,054.5 元", 105_450), ("CNY 1,054.00", 105_400), ("1054cny", 105_400),
    ("RMB100", 10_000), ("人民币100", 10_000), ("1.2万", 1_200_000), ("1.2345万", 1_234_500),
    ("1.2万元", 1_200_000), ("3亿", 30_000_000_000), ("¥3亿", 30_000_000_000), ("5千元", 500_000),
    ("2百万", 200_000_000), ("1.5万亿", 150_000_000_000_000), ("１，０５４．００", 105_400),
    ("（1,054.00）", -105_400), ("(¥5)", -500), ("−5", -500), ("－５", -500), (" 12\u{3000}", 1_200),
    ("0000000000000000000012", 1_200), ("0.00000000000000000000000000", 0), ("-0", 0),
    ("10000000000000.00", Money.largest), ("-10000000000000", -Money.largest), ("0.000001万", 1),
  ])
  func accepted(text: String, minor: Int64) throws {
    #expect(try Money.parse(text, currency: .cny) == minor)
  }

  @Test(arguments: [
    ("", "E_MONEY"), ("abc", "E_MONEY"), ("1,05", "E_MONEY"), ("1,0555", "E_MONEY"),
    ("10,54.00", "E_MONEY"),
    ("1054,000", "E_MONEY"), (",100", "E_MONEY"), ("1.054,00", "E_MONEY"), ("1,,000", "E_MONEY"),
    ("1.", "E_MONEY"),
    (".", "E_MONEY"), ("-", "E_MONEY"), ("--5", "E_MONEY"), ("-¥-5", "E_MONEY"), ("5-", "E_MONEY"),
    ("(-5)", "E_MONEY"),
    ("(5", "E_MONEY"), ("5)", "E_MONEY"), ("¥5元", "E_MONEY"), ("1 054", "E_MONEY"),
    ("1.2.3", "E_MONEY"),
    ("万", "E_MONEY"), ("1万2", "E_MONEY"), ("50w", "E_MONEY"), ("0x10", "E_MONEY"),
    ("NaN", "E_MONEY"),
    ("٣", "E_MONEY"),
    ("1.005", "E_MONEY_DECIMALS"), ("1054.123", "E_MONEY_DECIMALS"),
    ("0.0000001万", "E_MONEY_DECIMALS"),
    ("1.38E+10", "E_MONEY_SCIENTIFIC"), ("1e5", "E_MONEY_SCIENTIFIC"),
    ("10000000000000.01", "E_MONEY_RANGE"), ("-10000000000000.01", "E_MONEY_RANGE"),
    ("92233720368547758.07", "E_MONEY_RANGE"), ("92233720368547758.08", "E_MONEY_RANGE"),
    ("99999999999999999999999", "E_MONEY_RANGE"),
    ("9999999万亿", "E_MONEY_RANGE"),
    ("$5", "E_MONEY_CURRENCY"), ("5 USD", "E_MONEY_CURRENCY"), ("€1,054.00", "E_MONEY_CURRENCY"),
    ("HK$5", "E_MONEY_CURRENCY"), ("5美元", "E_MONEY_CURRENCY"),
  ])
  func refused(text: String, code: String) {
    let error = userError { () throws(UserError) in _ = try Money.parse(text, currency: .cny) }
    #expect(error?.code == code)
  }

  @Test(arguments: [
    ("JPY", "¥1,054", 1_054), ("JPY", "1054.00", 1_054), ("JPY", "1054円", 1_054),
    ("KWD", "1.234", 1_234),
    ("USD", "$1,054.5", 105_450), ("HKD", "HK$5", 500), ("HKD", "$5", 500), ("EUR", "5 €", 500),
    ("CLF", "0.0001", 1), ("MOP", "MOP$5", 500), ("MOP", "MOP 5", 500), ("XAF", "XAF 5", 5),
  ])
  func otherCurrencies(code: String, text: String, minor: Int64) throws {
    let currency = try #require(Currency(code: code))
    #expect(try Money.parse(text, currency: currency) == minor)
  }

  @Test func messagesSayWhatToDo() {
    let other = userError { () throws(UserError) in _ = try Money.parse("$5", currency: .cny) }
    #expect(other?.message == "'$5' is in USD; this store keeps CNY")
    let decimals = userError { () throws(UserError) in _ = try Money.parse("1.005", currency: .cny)
    }
    #expect(
      decimals?.message == "'1.005' has too many decimals; an amount in CNY has at most 2 decimals")
  }

  @Test(
    arguments: [
      (105_400, 2, "1054.00"), (-5, 2, "-0.05"), (0, 2, "0.00"), (5, 0, "5"), (-1_234, 3, "-1.234"),
      (7, 4, "0.0007"), (Int64.max, 2, "92233720368547758.07"),
      (Int64.min, 2, "-92233720368547758.08"),
      (Int64.min, 0, "-9223372036854775808"),
    ] as [(Int64, Int, String)])
  func written(minor: Int64, digits: Int, text: String) {
    #expect(Money.format(minor, digits: digits) == text)
  }

  @Test func writtenAmountsAreReadBack() throws {
    var generator = SeededGenerator(seed: 6)
    let currencies = ["CNY", "JPY", "KWD", "CLF"].compactMap(Currency.init(code:))
    for _ in 0..<20_000 {
      let bits = Int.random(in: 0..<64, using: &generator)
      let minor = Int64(bitPattern: generator.next() >> UInt64(bits))
      guard minor.magnitude <= Money.largest.magnitude else { continue }
      for currency in currencies {
        let text = Money.format(minor, digits: currency.minorDigits)
        #expect(try Money.parse(text, currency: currency) == minor)
        #expect(try Money.parse("\(currency.code) \(text)", currency: currency) == minor)
      }
    }
  }

  @Test func appendingLeavesWhatWasThere() {
    var bytes = Array("a,".utf8)
    Money.append(minor: -5, digits: 2, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "a,-0.05")
  }

  @Test(
    arguments: [
      (1_000, 10_000, 0, 10_000), (1_000, 10_000, 1_000, 9_000), (1_500, 333, 0, 500),
      (1, 500, 0, 1),
      (1, 499, 0, 0), (-1, 500, 0, -1), (1_000, -1, 5_000, -1), (1_000, 1, 5_000, 1),
      (1_000, 1, 5_001, 0),
      (3_000, 3_333, 1_250, 8_749), (0, 5, 0, 0), (1_000, 100, 10_000, 0),
      (1_000, 100, -1_000, 110),
      (1_000, Int64.max, 0, Int64.max), (Int64.max, 1_000, 0, Int64.max),
    ] as [(Int64, Int64, Int64, Int64)])
  func subtotals(quantity: Int64, price: Int64, discount: Int64, expected: Int64) {
    let subtotal = Money.subtotal(
      quantityMilli: quantity, price: price, discountBasisPoints: discount)
    #expect(subtotal == expected)
  }

  @Test(
    arguments: [
      (2_000, Int64.max, 0), (Int64.max, Int64.max, 0), (Int64.min, Int64.min, Int64.max),
      (1, 1, Int64.min),
    ] as [(Int64, Int64, Int64)])
  func subtotalsThatDoNotFit(quantity: Int64, price: Int64, discount: Int64) {
    #expect(
      Money.subtotal(quantityMilli: quantity, price: price, discountBasisPoints: discount) == nil)
  }

  @Test(
    arguments: [(7, 2, 4), (-7, 2, -4), (7, -2, -4), (5, 3, 2), (4, 3, 1), (0, 9, 0), (1, 2, 1)]
      as [(Int, Int64, Int64)])
  func roundedQuotients(dividend: Int, divisor: Int64, expected: Int64) {
    #expect(Money.roundedQuotient(Int128(dividend), by: divisor) == expected)
  }

  @Test func noQuotientOfZeroOrBeyondTheRange() {
    #expect(Money.roundedQuotient(1, by: 0) == nil)
    #expect(Money.roundedQuotient(.max, by: 1) == nil)
    #expect(Money.roundedQuotient(.min, by: -1) == nil)
  }
}
