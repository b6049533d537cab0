import Testing

@testable import Values

@Suite struct CurrencyTests {
  @Test(arguments: [
    ("CNY", 2, "¥"), ("USD", 2, "$"), ("EUR", 2, "€"), ("JPY", 0, "¥"), ("KRW", 0, "₩"),
    ("KWD", 3, "KWD"),
    ("CLF", 4, "CLF"), ("XOF", 0, "XOF"), ("cny", 2, "¥"),
  ])
  func known(code: String, digits: Int, symbol: String) {
    let currency = Currency(code: code)
    #expect(currency?.minorDigits == digits)
    #expect(currency?.symbol == symbol)
    #expect(currency?.code == code.uppercased())
  }

  @Test(arguments: ["", "CN", "CNYY", "XXX", "XAU", "DEM", "C Y", "元"])
  func unknown(code: String) {
    #expect(Currency(code: code) == nil)
  }

  @Test func aNearCodeIsSuggested() {
    let error = userError { () throws(UserError) in _ = try Currency.named("CYN") }
    #expect(error?.message == "'CYN' is not a currency code of ISO 4217")
    #expect(error?.hints.first?.contains("'CNY'") == true)
  }
}
