/// Files have the lines of contracts in a column.
extension ContractCreation: LinedCreation {
  static let lineColumn = LineFileColumn(.contract)
}
