import Store

/// The table of the numbers of those who have several, filled for many records at once as its
/// triggers fill it for one.
package enum PhoneNumberDerivation {
  /// The columns of numbers, by the table that has them.
  static let columns: [(table: String, columns: [String])] = [
    ("customer", ["phone_key"]), ("contact", ["phone_key"]), ("lead", ["phone_key", "mobile_key"]),
  ]

  package static let all = columns.map { table, columns in
    BulkLoad.Derivation(
      of: table,
      fill: { ids in
        // The plus keeps to the index of the numbers, which is small, instead of the records.
        let new: SQL = "+t.id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)"
        let numbers = columns.map { column in
          Self.numbers(
            in: column, of: table, where: new + " AND t.\(identifier: column) IS NOT NULL")
        }
        return """
          INSERT OR IGNORE INTO phone_number (key, noun, record)
          \(numbers.joined(separator: " UNION ")) ORDER BY 1, 3
          """
      },
      clear: { ids in
        """
        DELETE FROM phone_number
        WHERE noun = \(table) AND record BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
        """
      })
  }

  /// The numbers of the records `t` that have several in the column: `key`, `noun`, `record`.
  static func numbers(in column: String, of table: String, where condition: SQL = "1") -> SQL {
    """
    SELECT n.value AS key, \(table) AS noun, t.id AS record FROM \(identifier: table) t,
      json_each('["' || replace(t.\(identifier: column), ' ', '","') || '"]') n
    WHERE (\(condition)) AND instr(t.\(identifier: column), ' ') > 0
    """
  }

  /// All of them, of all tables.
  static var everything: SQL {
    columns.flatMap { table, columns in columns.map { numbers(in: $0, of: table) } }
      .joined(separator: " UNION ")
  }
}
