/// Rows kept as people read them, for charts and pages.
package final class RowCollection: RowRenderer {
  package struct Cell: Sendable {
    /// What people read, without anything harmful for a terminal.
    package var text: String
    /// The integer of the cell, when it is one.
    package var number: Int64?
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
      var number: Int64?
      if case .integer(let value) = row[index] { number = value }
      cells.append(
        Cell(text: String(decoding: text.slice(0..<text.count), as: UTF8.self), number: number))
    }
    rows.append(cells)
  }

  package func end() {}
}
