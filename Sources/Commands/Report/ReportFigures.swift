import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// The rows of a report in memory, for what is drawn.
///
/// Reports have as many rows as people read; one with more than `most` is cut.
struct ReportFigures {
  let feed: RowFeed
  let columns: [Column]
  let rows: [[RowCollection.Cell]]
  private let context: CommandContext

  private static let most = 5_000

  init(_ feed: RowFeed, in context: CommandContext) throws {
    self.feed = feed
    self.context = context
    let session = context.session
    let zone = try session.displayZone()
    let isChinese = session.language == .chinese
    let collection = RowCollection(
      style: RenderStyle(
        boolLabels: .init(no: isChinese ? "否" : "no", yes: isChinese ? "是" : "yes"),
        localTime: { text in Instant(text).map(zone.localText) ?? text }))
    _ = try context.send(feed, collection)
    columns = collection.columns
    rows = Array(collection.rows.prefix(Self.most))
    if collection.rows.count > Self.most {
      session.note("only the first \(Self.most) of \(collection.rows.count) rows are drawn")
    }
  }

  /// The column that is drawn: the one the report names, else the first of numbers.
  private var measure: Int? {
    columns.firstIndex { $0.name == feed.measure }
      ?? columns.firstIndex { $0.kind.isNumeric }
  }

  /// The columns that name the rows.
  private var names: [Int] {
    columns.indices.filter { !columns[$0].kind.isNumeric && columns[$0].kind != .bar }
  }

  /// The columns that tell the rows apart: a name that all rows share says nothing at a bar.
  private var telling: [Int] {
    let telling = names.filter { name in rows.contains { $0[name].text != rows[0][name].text } }
    return telling.isEmpty ? names : telling
  }

  var chart: Chart? {
    guard let measure else { return nil }
    let telling = telling
    let isOverTime = feed.isOverTime && names.count == 1
    // What has no time has no place on its axis.
    let drawn = isOverTime ? rows.filter { !$0[names[0]].text.isEmpty } : rows
    let entries = drawn.map { row in
      Chart.Entry(
        label: label(row, telling), text: row[measure].text.isEmpty ? "–" : row[measure].text,
        value: row[measure].number)
    }
    return Chart(
      title: "\(feed.title): \(columns[measure].label)", entries: entries,
      isOverTime: isOverTime)
  }

  private func label(_ row: [RowCollection.Cell], _ telling: [Int]) -> String {
    let texts = telling.map { row[$0].text.isEmpty ? "–" : row[$0].text }
    return texts.isEmpty ? feed.title : texts.joined(separator: " · ")
  }

  var section: ReportPage.Section {
    ReportPage.Section(
      title: feed.title, command: Self.command(context.session.invocation.arguments),
      columns: columns, rows: rows,
      chart: chart.flatMap { chart in
        chart.entries.contains { $0.value ?? 0 > 0 } ? chart : nil
      })
  }

  /// The command line as people would type it, without where the page goes.
  static func command(_ arguments: [String]) -> String {
    var words: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if ["--html", "--svg", "-o", "--output"].contains(word) {
        _ = rest.popFirst()
      } else if !word.hasPrefix("--html=") && !word.hasPrefix("--svg=") {
        words.append(word)
      }
    }
    return words.joined(separator: " ")
  }

  static func page(
    title: String, _ sections: [ReportPage.Section], in context: CommandContext
  ) throws -> ReportPage {
    let session = context.session
    let zone = try session.displayZone()
    return ReportPage(
      title: title,
      subtitle:
        "\(zone.localText(session.now)) · \(zone.identifier) · \(try session.actor().login)",
      language: session.language == .chinese ? "zh-CN" : "en", sections: sections)
  }

  // MARK: Sparklines

  /// A line of blocks for every group, over the times of a report by something and time.
  static func sparklines(of feed: RowFeed, in context: CommandContext) throws -> RowFeed? {
    guard feed.isOverTime else { return nil }
    let figures = try ReportFigures(feed, in: context)
    guard let measure = figures.measure, let time = figures.names.last, figures.names.count > 1
    else { return nil }
    let groups = figures.names.dropLast()
    var order: [[String]] = []
    var values: [[String]: [String: Double]] = [:]
    var texts: [[String]: String] = [:]
    let times = Set(figures.rows.map { $0[time].text }).filter { !$0.isEmpty }.sorted()
    for row in figures.rows {
      let group = groups.map { row[$0].text }
      if values[group] == nil { order.append(group) }
      values[group, default: [:]][row[time].text] = row[measure].number
      texts[group] = row[measure].text
    }
    let largest = values.values.flatMap(\.values).max() ?? 0
    let label = figures.columns[measure].label
    let span = times.isEmpty ? "" : " \(times.first ?? "") – \(times.last ?? "")"
    let columns =
      groups.map { figures.columns[$0] } + [
        Column("trend", label: "\(label)\(span)", kind: .text),
        Column("last", label: figures.columns[time].label + " \(times.last ?? "")", kind: .text),
      ]
    let lines = order.map { group in
      group + [
        Sparkline.draw(times.map { values[group]?[$0] }, largest: largest), texts[group] ?? "",
      ]
    }
    var result = RowFeed(columns: columns) { _, sink in
      for line in lines {
        for text in line { sink.row.append(text: text) }
        try sink.send()
      }
    }
    result.title = feed.title
    return result
  }
}
