/// Reports as one self-contained page: no script, nothing from the network, light and dark as the reader
/// has it, and fit to print.
package struct ReportPage: Sendable {
  package struct Section: Sendable {
    package var title: String
    /// How to get the numbers again.
    package var command: String
    package var columns: [Column]
    package var rows: [[RowCollection.Cell]]
    package var chart: Chart?

    package init(
      title: String, command: String, columns: [Column], rows: [[RowCollection.Cell]],
      chart: Chart?
    ) {
      self.title = title
      self.command = command
      self.columns = columns
      self.rows = rows
      self.chart = chart
    }
  }

  package var title: String
  /// When and for whom it was made.
  package var subtitle: String
  package var language: String
  package var sections: [Section]

  package init(title: String, subtitle: String, language: String, sections: [Section]) {
    self.title = title
    self.subtitle = subtitle
    self.language = language
    self.sections = sections
  }

  package var html: String {
    let title = MarkupText.escaped(title)
    return """
      <!DOCTYPE html>
      <html lang="\(MarkupText.escaped(language))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      \(Self.style)
      \(Chart.style)
      </style>
      </head>
      <body>
      <header><h1>\(title)</h1><p>\(MarkupText.escaped(subtitle))</p></header>
      <main>
      \(sections.map(html).joined())</main>
      </body>
      </html>

      """
  }

  /// What a section says that has no rows.
  private var nothing: String { language.hasPrefix("zh") ? "没有数据" : "Nothing" }

  /// Cells wider than this many columns of a terminal are cut: what a name of a thousand letters
  /// pushes off the paper is missed more than its end.
  private static let widestCell = 160
  /// Tables with more columns than these are printed in smaller type.
  private static let mostColumns = 9

  private func html(_ section: Section) -> String {
    // What stands above the table stays together on paper.
    var html = """
      <section>
      <div class="head">
      <h2>\(MarkupText.escaped(section.title))</h2>
      <p class="command"><code>\(MarkupText.escaped(section.command))</code></p>

      """
    if let chart = section.chart, !chart.entries.isEmpty {
      html += "<figure>\n\(chart.svg(isInline: true))</figure>\n"
    }
    html += "</div>\n"
    guard !section.rows.isEmpty else {
      return html + "<p class=\"nothing\">\(nothing)</p>\n</section>\n"
    }
    let shown = section.columns.indices.filter { section.columns[$0].kind != .bar }
    let heads = shown.map { index in
      Self.cell(section.columns[index].label, "th scope=\"col\"", section.columns[index])
    }
    let style = shown.count > Self.mostColumns ? "table wide" : "table"
    html += "<div class=\"\(style)\"><table>\n<thead><tr>\(heads.joined())</tr></thead>\n<tbody>\n"
    for row in section.rows {
      let cells = shown.map { Self.cell(row[$0].text, "td", section.columns[$0]) }
      html += "<tr>\(cells.joined())</tr>\n"
    }
    return html + "</tbody>\n</table></div>\n</section>\n"
  }

  private static func cell(_ text: String, _ tag: String, _ column: Column) -> String {
    let name = tag.prefix { $0 != " " }
    let style = column.kind.isNumeric ? " class=\"number\"" : ""
    let text = MarkupText.escaped(MarkupText.cut(text, to: widestCell))
    return "<\(tag)\(style)>\(text)</\(name)>"
  }

  private static let style = """
    :root{--paper:#fff;--ink:#1f2933;--faint:#616e7c;--line:#cbd2d9;--stripe:#f5f7fa}
    @media (prefers-color-scheme:dark){:root{--paper:#15191e;--ink:#e4e7eb;--faint:#9aa5b1;--line:#3e4c59;--stripe:#1f262d}}
    body{margin:0 auto;max-width:60rem;padding:1.5rem;background:var(--paper);color:var(--ink);
    font:15px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif}
    h1{margin:0;font-size:1.6rem}h2{margin:2rem 0 0;font-size:1.2rem;overflow-wrap:anywhere}
    header p,.command{margin:.1rem 0 .8rem;color:var(--faint)}code{font-size:.85rem;overflow-wrap:anywhere}
    figure{margin:0 0 1rem}.table{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
    th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left;overflow-wrap:anywhere;min-width:5em}
    th{color:var(--faint);font-weight:600;vertical-align:bottom}.number{text-align:right;min-width:2em}
    td.number{white-space:nowrap}.nothing{color:var(--faint)}
    tbody tr:nth-child(even){background:var(--stripe)}
    @media print{:root{--paper:#fff;--ink:#000;--faint:#444;--line:#bbb;--stripe:#fff}
    body{max-width:none;padding:0;font-size:10pt}section,.head,tr,figure{break-inside:avoid}
    h2,.head{break-after:avoid}.wide{font-size:7pt}.wide th,.wide td{padding:.15rem .25rem}
    .table{overflow:visible}thead{display:table-header-group}
    .chart text{fill:#000!important}.chart .bar{fill:#2f6fba!important}*{print-color-adjust:exact}}
    """
}
