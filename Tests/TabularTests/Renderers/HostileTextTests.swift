import Testing

@testable import Tabular

/// Text that wants to do harm, in every format.
@Suite struct HostileTextTests {
  static let hostile = "a\u{1B}[31mb\u{202E}c\u{9B}d\u{7F}\u{2028}e\r\n\u{0}"

  @Test(arguments: [OutputFormat.table, .line])
  func isShownEscaped(format: OutputFormat) throws {
    let text = try rendered(format, [Column("x")], [[.text(Self.hostile)]])
    #expect(text.contains("a\\x1b[31mb\\u202ec\\u009bd\\x7f\\u2028e\\r\\n\\x00"))
  }

  @Test func isShownEscapedInMarkdown() throws {
    #expect(
      try rendered(.md, [Column("x")], [[.text("\u{1B}")]]) == "| x |\n| --- |\n| \\\\x1b |\n")
  }

  @Test func isShownEscapedInLabels() throws {
    let column = Column("x", label: "\u{1B}[2J")
    #expect(try rendered(.table, [column], []) == "\\x1b[2J\n")
    #expect(
      try rendered(.table, .object([.init("x", label: "\u{1B}", .text("\u{202E}"))]))
        == "\\x1b  \\u202e\n")
  }

  @Test func isExactInJSON() throws {
    let exact =
      "{\"x\":\"a\\u001b[31mb\u{202E}c\u{9B}d\u{7F}\u{2028}e\\r\\n\\u0000\"}\n"
    #expect(try rendered(.ndjson, [Column("x")], [[.text(Self.hostile)]]) == exact)
  }

  /// On a terminal JSON says the same with escapes of its own.
  @Test func isExactAndHarmlessInJSONOnATerminal() throws {
    let style = RenderStyle(isTerminal: true)
    let expected =
      "{\"x\":\"a\\u001b[31mb\\u202ec\\u009bd\\u007f\\u2028e\\r\\n\\u0000\"}\n"
    #expect(try rendered(.ndjson, [Column("x")], [[.text(Self.hostile)]], style: style) == expected)
    #expect(
      try rendered(.ndjson, [Column("x")], [["“中”\\\""]], style: style)
        == "{\"x\":\"“中”\\\\\\\"\"}\n")
  }

  @Test func csvForExcelMakesFormulasInert() throws {
    let texts = [
      "=1+1", "+SUM(A1)", "-2+3+cmd|' /C calc'!A0", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠1",
      "+86 138-0013-8000", "-5", "-5.20", "+(86) 138", "a=b", "",
    ]
    let text = try rendered(
      .csv, [Column("x")], texts.map { [.text($0)] }, style: RenderStyle(excel: true))
    #expect(
      text
        == "\u{FEFF}x\r\n\"'=1+1\"\r\n\"'+SUM(A1)\"\r\n\"'-2+3+cmd|' /C calc'!A0\"\r\n\"'@x\"\r\n"
        + "\"'\tx\"\r\n\"'\rx\"\r\n\"'＝1\"\r\n\"'＋1\"\r\n\"'－1\"\r\n\"'＠1\"\r\n"
        + "+86 138-0013-8000\r\n-5\r\n-5.20\r\n+(86) 138\r\na=b\r\n\"\"\r\n")
  }

  @Test func numbersStayNumbersForExcel() throws {
    let columns = [Column("n", kind: .integer), Column("m", kind: .money(code: "CNY", digits: 2))]
    #expect(
      try rendered(.csv, columns, [[-5, -5]], style: RenderStyle(excel: true))
        == "\u{FEFF}n,m\r\n-5,-0.05\r\n")
  }
}
