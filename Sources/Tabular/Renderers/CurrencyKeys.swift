/// Decides where an object tells its currency: once, behind its first amount.
///
/// An amount in another currency is followed by a key of its own, `NAME_currency`. When the rows
/// have a column `currency` themselves, that one speaks and nothing is added.
struct CurrencyKeys {
  private let isDeclared: Bool
  private var main: String?

  init(_ columns: [Column]) {
    isDeclared = columns.contains { $0.name == "currency" }
  }

  /// The key and code to add behind this column, if any.
  mutating func next(after column: Column) -> (name: String, code: String)? {
    guard case .money(let code, _) = column.kind, !isDeclared, code != main else { return nil }
    if main == nil {
      main = code
      return ("currency", code)
    }
    return (column.name + "_currency", code)
  }
}
