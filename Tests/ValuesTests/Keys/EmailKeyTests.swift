import Testing

@testable import Values

@Suite struct EmailKeyTests {
  @Test(arguments: [
    (" Li.Wei@Example.COM ", "li.wei@example.com"), ("ｌｉ＠example．com", "li@example.com"), ("", ""),
    ("  ", ""),
    ("MÜLLER@bücher.de", "müller@bücher.de"), ("a@b.c\u{200B}", "a@b.c"),
  ])
  func keys(address: String, key: String) {
    #expect(EmailKey.key(of: address) == key)
  }
}
