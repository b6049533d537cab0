import Values

/// Prints the references alone, one a line, for the `--stdin` of the next command.
struct IdentifierRenderer: RowRenderer {
  /// The column that holds text such as `customer/42`.
  static let column = "ref"

  private let style: RenderStyle
  private let output: ByteOutput
  private var index = 0

  init(style: RenderStyle, output: ByteOutput) {
    self.style = style
    self.output = output
  }

  mutating func begin(_ columns: [Column]) throws {
    guard let index = columns.firstIndex(where: { $0.name == Self.column }) else {
      throw UserError(
        .usage, "these rows have no references, so they cannot be printed as ids",
        hints: ["choose another format with -O"])
    }
    self.index = index
  }

  func row(_ row: borrowing RowBuffer) throws {
    guard case .text(let reference) = row[index] else { return }
    try output.write(reference)
    try output.write(style.lineEnd)
  }

  func end() throws {}
}
