/// A chart of one column of numbers as SVG: columns over time, else a bar for every row.
package struct Chart: Sendable {
  package struct Entry: Sendable {
    package var label: String
    /// What people read at the bar.
    package var text: String
    package var value: Double?

    package init(label: String, text: String, value: Double?) {
      self.label = label
      self.text = text
      self.value = value
    }
  }

  package var title: String
  package var entries: [Entry]
  /// Whether the entries follow each other in time.
  package var isOverTime: Bool

  package init(title: String, entries: [Entry], isOverTime: Bool = false) {
    self.title = title
    // Who hovers over a bar reads more of a long name than the label shows, but no whole page.
    self.entries = entries.map { entry in
      var entry = entry
      entry.label = MarkupText.cut(entry.label, to: Self.longestLabel)
      return entry
    }
    self.isOverTime = isOverTime
  }

  private static let longestLabel = 200

  /// More bars than these nobody compares; the rest is counted.
  private static let mostBars = 40
  private static let mostColumns = 120

  private static let width = 720

  /// The largest value that is drawn; 1 where nothing is above zero.
  private func largest(_ entries: some Collection<Entry>) -> Double {
    entries.compactMap(\.value).filter { $0 > 0 }.max() ?? 1
  }

  /// A whole document, or with `isInline` a part of a page that brings its own colours.
  package func svg(isInline: Bool = false) -> String {
    let (height, body) = isOverTime ? columns() : bars()
    let title = MarkupText.escaped(title)
    let head =
      isInline
      ? "<svg"
      : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\""
    return """
      \(head) class="chart" role="img" aria-label="\(title)" viewBox="0 0 \(Self.width) \(height)" \
      width="\(Self.width)" height="\(height)">
      <title>\(title)</title>
      \(isInline ? "" : "<style>\(Self.style)</style>\n")\(body)</svg>

      """
  }

  /// Light and dark, as the reader has it.
  static let style = """
    .chart{font:12px system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:100%;height:auto}
    .chart text{fill:#1f2933}.chart .bar{fill:#2f6fba}.chart .axis{stroke:#9aa5b1}
    .chart .faint{fill:#616e7c}
    @media (prefers-color-scheme:dark){.chart text{fill:#e4e7eb}.chart .bar{fill:#6aa5e8}
    .chart .axis{stroke:#616e7c}.chart .faint{fill:#9aa5b1}}
    """

  // MARK: Kinds

  private func bars() -> (height: Int, body: String) {
    let shown = entries.prefix(Self.mostBars)
    let largest = largest(shown)
    let (row, left, right) = (22, 200, 130)
    let space = Double(Self.width - left - right)
    var body = ""
    for (index, entry) in shown.enumerated() {
      let y = index * row
      let length = Self.number(space * Self.share(entry, of: largest))
      let label = MarkupText.escaped(entry.label)
      let text = MarkupText.escaped(entry.text)
      body += """
        <text x="\(left - 8)" y="\(y + 15)" text-anchor="end">\
        \(MarkupText.escaped(MarkupText.cut(entry.label, toPixels: left - 20)))</text>\
        <rect class="bar" x="\(left)" y="\(y + 3)" width="\(length)" height="\(row - 6)" rx="2">\
        <title>\(label): \(text)</title></rect>\
        <text x="\(Self.number(Double(left + 6) + space * Self.share(entry, of: largest)))" \
        y="\(y + 15)">\(text)</text>

        """
    }
    var height = max(1, shown.count) * row
    if entries.count > shown.count {
      body += """
        <text class="faint" x="\(left)" y="\(height + 15)">… +\(entries.count - shown.count)</text>

        """
      height += row
    }
    return (height, body)
  }

  private func columns() -> (height: Int, body: String) {
    let shown = entries.suffix(Self.mostColumns)
    let largest = largest(shown)
    let (top, height, foot) = (20, 160, 22)
    // A few columns stand close together and not across the whole width.
    let step = min(96, Double(Self.width) / Double(max(1, shown.count)))
    let every = max(1, Int((80 / step).rounded(.up)))
    var body = ""
    for (index, entry) in shown.enumerated() {
      let length = Double(height) * Self.share(entry, of: largest)
      let x = Double(index) * step
      let label = MarkupText.escaped(entry.label)
      let text = MarkupText.escaped(entry.text)
      body += """
        <rect class="bar" x="\(Self.number(x + step * 0.1))" \
        y="\(Self.number(Double(top + height) - length))" width="\(Self.number(step * 0.8))" \
        height="\(Self.number(length))"><title>\(label): \(text)</title></rect>

        """
      if index.isMultiple(of: every) {
        body += """
          <text class="faint" x="\(Self.number(x + step * 0.1))" y="\(top + height + 16)">\(label)</text>

          """
      }
    }
    if let peak = shown.max(by: { $0.value ?? 0 < $1.value ?? 0 }) {
      body += """
        <text class="faint" x="0" y="13">max \(MarkupText.escaped(peak.text))</text>

        """
    }
    body += """
      <line class="axis" x1="0" y1="\(top + height)" x2="\(Self.width)" y2="\(top + height)"/>

      """
    return (top + height + foot, body)
  }

  /// How long the bar of an entry is, from 0 to 1; divided first, because a product with a large number may be infinite.
  private static func share(_ entry: Entry, of largest: Double) -> Double {
    let share = max(0, entry.value ?? 0) / largest
    return share.isFinite ? min(1, share) : 1
  }

  /// A length with one decimal, whatever the locale.
  private static func number(_ value: Double) -> String {
    DecimalText.string(Int64((value * 10).rounded()), scale: 1)
  }
}
