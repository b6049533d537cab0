/// Rows kept as people read them, for charts and pages.
package final class RowCollection: RowRenderer {
  package struct Cell: Sendable {
    /// What people read, without anything harmful for a terminal.
    package var text: String
    /// What a chart draws of the cell, when it is a number.
    package var number: Double?
  }

  package private(set) var columns: [Column] = []
  package private(set) var rows: [[Cell]] = []
  private let human: HumanText

  package init(style: RenderStyle) {
    human = HumanText(style: style)
  }

  package func begin(_ columns: [Column]) { self.columns = columns }

  package func row(_ row: borrowing RowBuffer) {
    var cells: [Cell] = []
    var text = ByteBuffer()
    for (index, column) in columns.enumerated() {
      text.removeAll()
      human.append(row[index], as: column.kind, to: &text)
      cells.append(
        Cell(
          text: String(decoding: text.slice(0..<text.count), as: UTF8.self),
          number: Self.number(of: row[index], as: column.kind)))
    }
    rows.append(cells)
  }

  package func end() {}

  /// A text among numbers is a number that is written out.
  private static func number(of cell: Tabular.Cell, as kind: ColumnKind) -> Double? {
    switch cell {
    case .null: nil
    case .integer(let value): Double(value)
    case .text: kind.isNumeric ? Double(cell.string).flatMap { $0.isFinite ? $0 : nil } : nil
    }
  }
}
