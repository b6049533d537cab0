import Testing

@testable import Tabular

@Suite struct TextTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("中文", 4), ("ＡＢ，", 6), ("ｱ", 1), ("한글", 4), ("e\u{301}", 1),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("é", 1), ("😀", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇨🇳", 2), ("🇨🇳🇩🇪", 4),
    ("❤", 1), ("❤️", 2), ("✅", 2), ("1️⃣", 2), ("🏳️‍🌈", 2), ("…", 1), ("“中”", 4), ("𠮷", 2), ("ไทย", 3),
    ("a\u{200B}b", 2), ("㊣", 2), ("█▌", 2), ("、。《》", 8), ("－", 2), ("¥", 1), ("￥", 2),
  ])
  func widths(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBufferPointer { DisplayWidth.of($0) } == width)
  }

  @Test(arguments: [
    ("", ""), ("plain 中文 é 😀", "plain 中文 é 😀"), ("a\tb\nc\r", "a\\tb\\nc\\r"),
    ("\u{0}\u{1B}\u{7F}", "\\x00\\x1b\\x7f"), ("\u{85}\u{9B}", "\\u0085\\u009b"),
    ("\u{202A}\u{202E}\u{2066}\u{2069}", "\\u202a\\u202e\\u2066\\u2069"),
    ("\u{061C}\u{200E}\u{200F}", "\\u061c\\u200e\\u200f"),
    ("\u{2028}\u{2029}\u{FEFF}\u{FFF9}", "\\u2028\\u2029\\ufeff\\ufff9"),
    ("“…”Âà«", "“…”Âà«"), ("back\\slash", "back\\slash"),
  ])
  func escapesForTheTerminal(text: String, expected: String) {
    #expect(TerminalText.escaped(text) == expected)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\\xffb"), ([0xC3], "\\xc3"), ([0xE6, 0xB7], "\\xe6\\xb7"),
      ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"), ([0xC0, 0xAF, 0xE4, 0xB8, 0xAD], "\\xc0\\xaf中"),
      ([0xF5, 0x80], "\\xf5\\x80"),
    ] as [([UInt8], String)])
  func escapesBytesThatAreNoText(bytes: [UInt8], expected: String) {
    #expect(TerminalText.escaped(bytes) == expected)
  }

  @Test(
    arguments: [
      (0, 0, "0"), (0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (105_400, 2, "1054.00"),
      (123, 3, "0.123"), (1_000, 3, "1.000"), (.max, 0, "9223372036854775807"),
      (.min, 2, "-92233720368547758.08"), (.min, 18, "-9.223372036854775808"),
    ] as [(Int64, Int, String)])
  func writesDecimals(value: Int64, scale: Int, expected: String) {
    #expect(DecimalText.string(value, scale: scale) == expected)
  }

  @Test(
    arguments: [
      (0, 2, "0.00"), (99_999, 2, "999.99"), (100_000, 2, "1,000.00"), (-100_000, 2, "-1,000.00"),
      (123_456_789, 0, "123,456,789"), (.min, 0, "-9,223,372,036,854,775,808"),
    ] as [(Int64, Int, String)])
  func groupsThousands(value: Int64, scale: Int, expected: String) {
    #expect(DecimalText.string(value, scale: scale, grouped: true) == expected)
    #expect(DecimalText.grouped(DecimalText.string(value, scale: scale)) == expected)
  }

  @Test(arguments: [
    ("", ""), ("12", "12"), ("n/a here", "n/a here"), ("12345x", "12345x"), ("+1234.5", "+1,234.5"),
  ])
  func groupsOnlyNumbers(text: String, expected: String) {
    #expect(DecimalText.grouped(text) == expected)
  }

  @Test(
    arguments: [
      (0.0, ""), (-1.0, ""), (.nan, ""), (0.001, "▏"), (0.125, "▌"), (0.5, "██"), (0.53, "██▏"),
      (0.99, "████"), (1.0, "████"), (7.0, "████"), (.infinity, "████"),
    ] as [(Double, String)])
  func drawsBars(fraction: Double, expected: String) {
    #expect(Bar.draw(fraction: fraction, width: 4) == expected)
  }

  @Test(arguments: [(0.0, ""), (0.01, "#"), (0.5, "##"), (1.0, "####")])
  func drawsBarsInASCII(fraction: Double, expected: String) {
    #expect(Bar.draw(fraction: fraction, width: 4, glyphs: .ascii) == expected)
  }

  @Test func stylesOnlyInColour() {
    #expect(Style.red.applied(to: "x", color: true) == "\u{1B}[31mx\u{1B}[0m")
    #expect(Style.red.applied(to: "x", color: false) == "x")
  }
}
