import Testing

@testable import Tabular

@Suite struct TableRendererTests {
  static let columns = [
    Column("name", label: "名称"),
    Column("amount", label: "Amount", kind: .money(code: "CNY", digits: 2)),
    Column("rate", label: "Rate", kind: .percent), Column("won", label: "Won", kind: .bool),
    Column("tags", label: "Tags", kind: .list),
  ]

  static let rows: [[TestCell]] = [
    ["深圳市", 123_456_789, 1_250, 1, "vip,华南"],
    ["Acme", -5, 10_000, 0, ""],
    [nil, nil, nil, nil, nil],
    ["e\u{301}", 0, 333, nil, nil],
  ]

  @Test func alignsByWidth() throws {
    #expect(
      try rendered(.table, Self.columns, Self.rows) == """
        名称          Amount   Rate  Won  Tags
        深圳市  1,234,567.89  12.5%  yes  vip, 华南
        Acme           -0.05   100%  no

        e\u{301}               0.00  3.33%

        """)
  }

  @Test func theHeaderIsBoldInColourOnly() throws {
    let columns = [Column("a"), Column("b")]
    #expect(
      try rendered(.table, columns, [["x", "y"]], style: RenderStyle(color: true))
        == "\u{1B}[1ma  b\u{1B}[0m\nx  y\n")
    #expect(
      try rendered(.table, columns, [["x", "y"]], style: RenderStyle(header: false)) == "x  y\n")
    #expect(try rendered(.table, columns, []) == "a  b\n")
  }

  /// Bars get narrower to scale, and give way where hardly any room is left.
  @Test func barsFitTheTerminal() throws {
    let columns = [
      Column("name", label: "名称"), Column("n", kind: .integer),
      Column("bar", label: "", kind: .bar),
    ]
    let full = Bar.draw(fraction: 1, width: Bar.usualWidth)
    let half = Bar.draw(fraction: 0.5, width: Bar.usualWidth)
    let rows: [[TestCell]] = [["华东", 10, .text(full)], ["b", 5, .text(half)], ["c", 0, ""]]
    func lines(_ width: Int) throws -> [String] {
      try rendered(
        .table, columns, rows, style: RenderStyle(isTerminal: true, width: width)
      ).split(separator: "\n").dropFirst().map(String.init)
    }
    #expect(try lines(40) == ["华东  10  \(full)", "b      5  \(half)", "c      0"])
    #expect(try lines(18) == ["华东  10  ████████", "b      5  ████", "c      0"])
    #expect(try lines(14) == ["华东  10", "b      5", "c      0"])
    for width in 8...60 {
      #expect(try lines(width).allSatisfy { DisplayWidth.of($0) <= width })
    }
  }

  @Test func cutsOnATerminalOnly() throws {
    let columns = [Column("id", kind: .integer), Column("name"), Column("note")]
    let rows: [[TestCell]] = [[1, "深圳市华为技术有限公司", "short"]]
    let wide = "id  name                    note\n 1  深圳市华为技术有限公司  short\n"
    #expect(try rendered(.table, columns, rows, style: RenderStyle(width: 20)) == wide)
    #expect(
      try rendered(.table, columns, rows, style: RenderStyle(isTerminal: true, width: 80)) == wide)
    #expect(
      try rendered(.table, columns, rows, style: RenderStyle(isTerminal: true, width: 21))
        == "id  name        note\n 1  深圳市华…   short\n")
  }

  @Test func cutsLaterRowsToTheWidthsOfTheFirst() throws {
    let count = TableRenderer.sampleSize
    var rows = [[TestCell]](repeating: ["x"], count: count)
    rows.append(["a long one"])
    let style = RenderStyle(isTerminal: true, width: 80)
    let cut = try rendered(.table, [Column("name")], rows, style: style)
    #expect(cut == "name\n" + String(repeating: "x\n", count: count) + "a l…\n")
    let whole = try rendered(.table, [Column("name")], rows)
    #expect(whole.hasSuffix("x\na long one\n"))
  }

  @Test func showsInstantsInLocalTime() throws {
    let style = RenderStyle(localTime: { _ in "2026-03-01 17:00" })
    #expect(
      try rendered(
        .table, [Column("t", kind: .instant)], [["2026-03-01T09:00:00Z"]], style: style)
        == "t\n2026-03-01 17:00\n")
  }

  @Test(arguments: [
    ([10, 10], [true, true], 100, [10, 10]),
    ([50, 10], [true, true], 42, [30, 10]),
    ([50, 60], [true, true], 43, [21, 20]),
    ([50, 60], [true, false], 82, [20, 60]),
    ([50, 60], [true, true], 3, [8, 8]),
    ([4, 60], [true, true], 5, [4, 8]),
    ([], [], 5, []),
  ])
  func dividesTheTerminal(natural: [Int], canCut: [Bool], available: Int, expected: [Int]) {
    #expect(
      TableLayout.widths(natural: natural, canCut: canCut, available: available) == expected)
    #expect(TableLayout.widths(natural: natural, canCut: canCut, available: nil) == natural)
  }
}
