import Store

/// Expressions over a row that several parts of a query ask for, each a column of an inner query, so
/// that SQLite evaluates it once.
final class SharedExpressions {
  private var expressions: [SQL] = []

  /// The column of the expression, as the outer query over `c` names it.
  func column(_ expression: SQL) -> SQL {
    let place = expressions.firstIndex(of: expression) ?? expressions.endIndex
    if place == expressions.endIndex { expressions.append(expression) }
    return "c.\(Self.name(place))"
  }

  /// The columns for the inner query.
  var columns: [SQL] {
    expressions.enumerated().map { "\($1) AS \(Self.name($0))" }
  }

  private static func name(_ place: Int) -> SQL { SQL(text: "shared\(place)") }
}
