import Values

/// SQL text with its bound values.
///
/// `\(value)` is always a parameter, `\(sql)` splices another fragment with its parameters, and
/// names that come from the catalogue go through `\(identifier:)`. There is no way to splice plain
/// text in by accident.
package struct SQL: Sendable, Equatable, ExpressibleByStringInterpolation {
  package private(set) var text: String
  package private(set) var values: [Scalar]

  package init(text: String = "", values: [Scalar] = []) {
    self.text = text
    self.values = values
  }

  package init(stringLiteral value: StaticString) {
    self.init(text: value.description)
  }

  package init(stringInterpolation: StringInterpolation) {
    self.init(text: stringInterpolation.text, values: stringInterpolation.values)
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""
    fileprivate var values: [Scalar] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      text += literal.description
    }

    package mutating func appendInterpolation(_ value: some StoredValue) {
      text += "?"
      values.append(value.scalar)
    }

    package mutating func appendInterpolation<V: StoredValue>(_ value: V?) {
      text += "?"
      values.append(value?.scalar ?? .null)
    }

    package mutating func appendInterpolation(_ sql: SQL) {
      text += sql.text
      values += sql.values
    }

    /// A quoted name of a table or column.
    package mutating func appendInterpolation(identifier: String) {
      text += SQL.quoted(identifier)
    }

    /// Quoted names, separated by commas.
    package mutating func appendInterpolation(identifiers: [String]) {
      text += identifiers.map(SQL.quoted).joined(separator: ", ")
    }

    /// A parenthesised list of ids, for `IN`: one parameter, whatever their number.
    package mutating func appendInterpolation(ids: [Int64]) {
      text += "(SELECT value FROM json_each(?))"
      values.append(.text(SQL.idList(ids)))
    }

    /// A parenthesised list of parameters, for `IN`; for short lists.
    package mutating func appendInterpolation(list: [some StoredValue]) {
      text += "(" + list.map { _ in "?" }.joined(separator: ", ") + ")"
      values += list.map(\.scalar)
    }
  }

  /// A name as SQL writes it, safe whatever it contains.
  package static func quoted(_ identifier: String) -> String {
    var text = "\""
    for character in identifier {
      if character == "\"" { text += "\"" }
      text.append(character)
    }
    return text + "\""
  }

  /// Ids as a JSON array, for `json_each`.
  package static func idList(_ ids: [Int64]) -> String {
    "[" + ids.map(String.init).joined(separator: ",") + "]"
  }

  package static func + (first: SQL, second: SQL) -> SQL {
    SQL(text: first.text + second.text, values: first.values + second.values)
  }

  package static func += (first: inout SQL, second: SQL) {
    first.text += second.text
    first.values += second.values
  }

  package var isEmpty: Bool { text.isEmpty }

  /// Whether it is the same for every row, which costs nothing to name several times.
  var isConstant: Bool { text == "?" || text == "NULL" }
}

extension Sequence where Element == SQL {
  /// The fragments with the separator between them.
  package func joined(separator: SQL) -> SQL {
    var result = SQL()
    for (index, fragment) in enumerated() {
      if index > 0 { result += separator }
      result += fragment
    }
    return result
  }

  /// All of them hold; true when there is none.
  package func conjunction() -> SQL {
    let parts = map { SQL(text: "(") + $0 + SQL(text: ")") }
    return parts.isEmpty ? "1" : parts.joined(separator: " AND ")
  }
}
