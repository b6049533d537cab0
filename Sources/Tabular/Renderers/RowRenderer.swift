/// Writes the rows of a list or a report in one format.
///
/// Calls come in this order: `begin`, any number of `row`, `end`. A row has one cell a column.
package protocol RowRenderer {
  mutating func begin(_ columns: [Column]) throws
  mutating func row(_ row: borrowing RowBuffer) throws
  mutating func end() throws
}
