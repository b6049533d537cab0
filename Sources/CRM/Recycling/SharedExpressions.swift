import Store

/// Expressions over a row that several parts of a query ask for, each a column of an inner query, so
/// that SQLite evaluates it once.
///
/// All parts are noted first; then those that were noted twice are columns.
final class SharedExpressions {
  private var expressions: [(text: SQL, uses: Int)] = []

  /// Counts a use of the expression, which is returned as it is.
  func note(_ expression: SQL) -> SQL {
    expressions[place(of: expression)].uses += 1
    return expression
  }

  /// Makes the expression a column however often it is used.
  func keep(_ expression: SQL) -> SQL {
    expressions[place(of: expression)].uses += 2
    return expression
  }

  /// The column of the expression, as the outer query over `c` names it; itself when it is used once.
  func column(_ expression: SQL) -> SQL {
    let place = place(of: expression)
    return expressions[place].uses > 1 ? "c.\(Self.name(place))" : expression
  }

  /// The columns for the inner query.
  var columns: [SQL] {
    expressions.enumerated().filter { $1.uses > 1 }.map { "\($1.text) AS \(Self.name($0))" }
  }

  private func place(of expression: SQL) -> Int {
    if let known = expressions.firstIndex(where: { $0.text == expression }) { return known }
    expressions.append((expression, 0))
    return expressions.count - 1
  }

  private static func name(_ place: Int) -> SQL { SQL(text: "shared\(place)") }
}
