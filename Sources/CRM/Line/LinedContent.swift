import Catalogue

/// What a new record with lines is, as the texts of its fields and lines say.
package struct LinedContent: Sendable {
  package var values: [(field: Field, text: String)]
  /// Each alone is a line of one piece at its list price.
  package var products: [String]
  package var lines: [String]

  package init(
    _ values: [(field: Field, text: String)] = [], products: [String] = [], lines: [String] = []
  ) {
    self.values = values
    self.products = products
    self.lines = lines
  }

  /// The lines, at the prices of today where none are given.
  func read(by reader: LineReader) throws -> [Line] {
    try products.map(reader.product) + lines.map(reader.read)
  }
}
