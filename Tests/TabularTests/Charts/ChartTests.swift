import Tabular
import Testing

@Suite struct ChartTests {
  static let hostile = [
    "<script>alert(1)</script>", "\" onload=\"x", "'><img src=x onerror=y>", "a & b", "]]>",
    "\u{1B}[31mred", "\u{202E}gnp.exe", "\u{0}\u{1}\u{8}", "😀 表情", "\u{FFFE}",
    String(repeating: "名", count: 10_000),
  ]

  private func page(_ text: String) -> String {
    let column = Column("name", label: text)
    let collection = RowCollection(style: RenderStyle())
    collection.begin([column])
    var row = RowBuffer()
    row.append(text: text)
    collection.row(row)
    let chart = Chart(title: text, entries: [.init(label: text, text: text, value: 3)])
    let section = ReportPage.Section(
      title: text, command: text, columns: [column], rows: collection.rows, chart: chart)
    return ReportPage(title: text, subtitle: text, language: "en", sections: [section]).html
  }

  @Test(arguments: hostile) func textOfOthersIsHarmless(_ text: String) {
    let plain = page("x")
    let page = page(text)
    // Not one element, attribute or quotation mark more than with a plain text.
    for mark in ["<", ">", "\"", "'"] as [Character] {
      #expect(page.count { $0 == mark } == plain.count { $0 == mark }, "\(mark)")
    }
    for scalar in page.unicodeScalars {
      #expect(scalar.value >= 0x20 || scalar == "\n")
      #expect(scalar != "\u{202E}" && scalar != "\u{1B}")
    }
  }

  @Test func aPageNeedsNothingElse() {
    let page = page("Sales")
    for text in ["http://", "https://", "<script", "@import", "url(", "<link"] {
      #expect(!page.contains(text), "\(text)")
    }
    for text in ["prefers-color-scheme", "@media print", "<!DOCTYPE html>", "charset=\"utf-8\""] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test func barsAreSharesOfTheLargest() {
    let chart = Chart(
      title: "t",
      entries: [
        .init(label: "a", text: "4", value: 4), .init(label: "b", text: "1", value: 1),
        .init(label: "c", text: "-2", value: -2), .init(label: "d", text: "–", value: nil),
      ])
    let svg = chart.svg()
    #expect(svg.hasPrefix("<?xml"))
    let widths = svg.split(separator: "<rect class=\"bar\"").dropFirst().map { part in
      part.split(separator: "width=\"")[1].prefix { $0 != "\"" }
    }
    #expect(widths == ["390.0", "97.5", "0.0", "0.0"])
  }

  /// Numbers with decimals come written out, and may all be small.
  @Test func decimalsAreDrawnToo() throws {
    let rows = RowCollection(style: RenderStyle())
    rows.begin([Column("a"), Column("share", kind: .integer)])
    for text in ["0.5", "0.25", "none"] {
      var row = RowBuffer()
      row.append(text: "4")
      row.append(text: text)
      rows.row(row)
    }
    #expect(rows.rows.map { $0[0].number } == [nil, nil, nil])
    #expect(rows.rows.map { $0[1].number } == [0.5, 0.25, nil])
    let entries = rows.rows.map {
      Chart.Entry(label: "x", text: $0[1].text, value: $0[1].number)
    }
    #expect(Chart(title: "t", entries: entries).svg().contains("width=\"195.0\""))
  }

  @Test func nothingBreaksAnEmptyOrLargeChart() {
    for isOverTime in [true, false] {
      #expect(Chart(title: "t", entries: [], isOverTime: isOverTime).svg().contains("</svg>"))
      let many = (0..<1_000).map { Chart.Entry(label: "\($0)", text: "x", value: 1e18) }
      let svg = Chart(title: "t", entries: many, isOverTime: isOverTime).svg()
      #expect(svg.split(separator: "<rect").count <= 121)
    }
  }

  @Test func longNamesAreCutAndEmptySectionsSaySo() {
    for name in [String(repeating: "W", count: 10_000), String(repeating: "名", count: 10_000)] {
      let page = page(name)
      #expect(page.contains("…</td>"))
      #expect((page.split(separator: "<td>").last?.prefix { $0 != "<" }.count ?? 0) < 200)
      let svg = Chart(title: "t", entries: [.init(label: name, text: "1", value: 1)]).svg()
      #expect(svg.utf8.count < 2_000)
    }
    let empty = ReportPage.Section(
      title: "t", command: "c", columns: [Column("name")], rows: [], chart: nil)
    for (language, word) in [("en", "Nothing"), ("zh-CN", "没有数据")] {
      let page = ReportPage(title: "t", subtitle: "s", language: language, sections: [empty]).html
      #expect(page.contains(">\(word)</p>"))
      #expect(!page.contains("<table>"))
    }
  }

  @Test func aFewColumnsStayNarrow() {
    let chart = Chart(
      title: "t", entries: [.init(label: "2026-01", text: "1", value: 1)], isOverTime: true)
    #expect(chart.svg().contains("width=\"76.8\""))
  }

  @Test func sparklines() {
    #expect(Sparkline.draw([0, 1, 7, nil, -3, 70], largest: 70) == "▁▂▂▁▁█")
    #expect(Sparkline.draw([], largest: 0) == "")
    #expect(Sparkline.draw([5], largest: 0) == "▁")
  }
}
