/// Temporary tables for sets that an operation works out once and then uses several times.
///
/// They are no records: nothing of them is recorded, and they are gone with the process.
extension WriteTransaction {
  /// Makes `temp.NAME`, empty, with these column definitions.
  ///
  /// An ordered one is kept by its primary key alone.
  package func makeWorkTable(_ name: String, columns: SQL, isOrdered: Bool = false) throws {
    let form: SQL = isOrdered ? "WITHOUT ROWID" : ""
    try run("CREATE TEMP TABLE IF NOT EXISTS \(identifier: name) (\(columns)) \(form)")
    try emptyWorkTable(name)
  }

  /// Takes all rows out of a work table that there is.
  package func emptyWorkTable(_ name: String) throws {
    try run("DELETE FROM temp.\(identifier: name)")
  }

  /// Adds the rows of the query, which yields all columns in order; returns their number.
  @discardableResult
  package func fillWorkTable(_ name: String, select query: SQL) throws -> Int {
    try run("INSERT INTO temp.\(identifier: name) \(query)")
    return changedRows
  }
}
