/// Files have the lines of quotes in a column.
extension QuoteCreation: LinedCreation {
  static let lineColumn = LineFileColumn(.quote)
}
