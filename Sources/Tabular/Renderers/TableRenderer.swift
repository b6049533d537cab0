/// An aligned table for people.
///
/// The first rows are held back to see how wide the columns must be; the rest streams with those
/// widths, so memory stays constant. Cells are cut (with `…`) on a terminal only.
final class TableRenderer: RowRenderer {
  private struct StoredCell {
    var start: Int
    var length: Int
    var width: Int
  }

  /// How many rows decide about the widths.
  static let sampleSize = 1_000

  private let style: RenderStyle
  private let output: ByteOutput
  private let human: HumanText
  private let indent: Int
  private var columns: [Column] = []
  private var widths: [Int] = []
  private var isStreaming = false
  /// The width of bars where they do not fit as they are; 0 leaves them out.
  private var barWidth: Int?
  private var text = ByteBuffer()
  private var cells: [StoredCell] = []

  /// `indent` is how far the whole table stands from the left.
  init(style: RenderStyle, output: ByteOutput, indent: Int = 0) {
    self.style = style
    self.output = output
    self.indent = indent
    human = HumanText(style: style)
  }

  func begin(_ columns: [Column]) {
    self.columns = columns
    for index in self.columns.indices {
      self.columns[index].label = TerminalText.escaped(columns[index].label)
    }
    widths = self.columns.map { style.header ? DisplayWidth.of($0.label) : 0 }
  }

  func row(_ row: borrowing RowBuffer) throws {
    for (index, column) in columns.enumerated() {
      let start = text.count
      human.append(row[index], as: column.kind, to: &text)
      let length = text.count - start
      let width = DisplayWidth.of(text.slice(start..<text.count))
      cells.append(StoredCell(start: start, length: length, width: width))
      if !isStreaming { widths[index] = max(widths[index], width) }
    }
    if isStreaming || cells.count >= Self.sampleSize * columns.count { try writeStored() }
  }

  func end() throws {
    try writeStored()
  }

  /// Writes the rows held back, at the first time behind the header.
  private func writeStored() throws {
    if !isStreaming {
      isStreaming = true
      let available = style.isTerminal ? style.width.map { $0 - indent } : nil
      if let available { fitBars(into: available) }
      widths = TableLayout.widths(
        natural: widths, canCut: columns.map { !$0.kind.isNumeric && $0.kind != .bar },
        available: available)
      if style.header { try writeHeader() }
    }
    var position = 0
    while position < cells.count {
      try writeRow(from: position)
      position += columns.count
    }
    cells.removeAll(keepingCapacity: true)
    text.removeAll()
  }

  /// Narrower bars are still to scale; bars that were cut would all look the same.
  ///
  /// Where hardly any room is left for them, the names and numbers have it.
  private func fitBars(into available: Int) {
    guard let bar = columns.indices.last, columns[bar].kind == .bar else { return }
    let others = columns.indices.dropLast().reduce(0) { sum, index in
      sum + (columns[index].kind.isNumeric ? widths[index] : min(widths[index], Self.nameWidth))
    }
    let room = available - others - bar * TableLayout.gap
    guard room < widths[bar] else { return }
    let width = room < Self.leastBar ? 0 : room
    barWidth = width
    widths[bar] = width
  }

  /// How much of a long name is worth more than bars.
  private static let nameWidth = 40
  private static let leastBar = 6

  private func writeHeader() throws {
    if style.color { try output.write(Style.bold.start) }
    try output.write(repeating: UInt8(ascii: " "), count: indent)
    for (index, column) in columns.enumerated() {
      var label = column.label
      try label.withUTF8 {
        try write(
          $0, width: DisplayWidth.of($0), column: index, isLast: index == columns.count - 1)
      }
    }
    if style.color { try output.write(Style.end) }
    try output.write(UInt8(ascii: "\n"))
  }

  private func writeRow(from position: Int) throws {
    // Behind the last cell that shows anything, the line ends without spaces.
    let row = position..<(position + columns.count)
    let last =
      row.last { place in
        cells[place].width > 0 && (barWidth != 0 || columns[place - position].kind != .bar)
      } ?? position - 1
    if last >= position { try output.write(repeating: UInt8(ascii: " "), count: indent) }
    for (index, cell) in cells[row].enumerated() where position + index <= last {
      let bytes = text.slice(cell.start..<(cell.start + cell.length))
      try write(bytes, width: cell.width, column: index, isLast: position + index == last)
    }
    try output.write(UInt8(ascii: "\n"))
  }

  /// Writes a cell with its padding and the gap before it.
  private func write(
    _ bytes: UnsafeBufferPointer<UInt8>, width: Int, column: Int, isLast: Bool
  ) throws {
    if columns[column].kind == .bar, let barWidth {
      guard barWidth > 0, width > 0 else { return }
      try output.write(repeating: UInt8(ascii: " "), count: TableLayout.gap)
      return try output.write(Bar.scaled(String(decoding: bytes, as: UTF8.self), to: barWidth))
    }
    if column > 0 { try output.write(repeating: UInt8(ascii: " "), count: TableLayout.gap) }
    let space = UInt8(ascii: " ")
    if columns[column].kind.isNumeric {
      try output.write(repeating: space, count: widths[column] - width)
      return try output.write(bytes)
    }
    var written = width
    if style.isTerminal, style.width != nil, width > widths[column] {
      written = try writeCut(bytes, to: widths[column])
    } else {
      try output.write(bytes)
    }
    if !isLast { try output.write(repeating: space, count: widths[column] - written) }
  }

  /// Writes the beginning of a text and `…`, and returns the width that takes.
  private func writeCut(_ bytes: UnsafeBufferPointer<UInt8>, to limit: Int) throws -> Int {
    var width = DisplayWidth()
    var used = 0
    var kept = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let advance = width.advance(over: scalar)
      if used + advance > limit - 1 { break }
      used += advance
      kept.append(scalar)
    }
    try output.write(String(kept))
    try output.write("…")
    return used + 1
  }
}
