import CStoreShim
import GRDB
import Values

/// A query that a user wrote: one SELECT that can do nothing but read.
///
/// While it is prepared, an authorizer allows reading and calling functions and nothing else; SQLite asks
/// it again whenever it prepares the statement anew. So neither another statement, nor ATTACH, nor a
/// PRAGMA passes, whatever the connection could do.
package struct UserQuery: Sendable {
  package let text: String
  /// The values of parameters such as `:today`, by their names without the colon.
  package var parameters: [String: Scalar]

  package init(_ text: String, parameters: [String: Scalar] = [:]) {
    self.text = text
    self.parameters = parameters
  }
}

extension ReadTransaction {
  /// The names of the query's columns; throws when it is not one SELECT.
  package func columns(of query: UserQuery) throws -> [String] {
    try withStatement(of: query) { statement in
      (0..<sqlite3_column_count(statement)).map { column in
        sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
      }
    }
  }

  /// Hands every row to the body, which returns false to stop early.
  package func stream(
    _ query: UserQuery, _ body: (borrowing RowCursor) throws -> Bool
  ) throws {
    try withStatement(of: query) { statement in
      let cursor = RowCursor(statement: statement)
      while true {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: if try !body(cursor) { return }
        case SQLITE_DONE: return
        default: throw fault(of: query)
        }
      }
    }
  }

  private func withStatement<T>(
    of query: UserQuery, _ body: (OpaquePointer) throws -> T
  ) throws -> T {
    try settle()
    let connection = database.sqliteConnection
    sqlite3_set_authorizer(connection, UserQueryAuthorizer.callback, nil)
    defer { sqlite3_set_authorizer(connection, nil, nil) }
    var statements: [OpaquePointer] = []
    defer { for statement in statements { sqlite3_finalize(statement) } }
    try query.text.withCString { start in
      var next: UnsafePointer<CChar>? = start
      while let text = next, text.pointee != 0 {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, text, -1, 0, &statement, &next)
        guard code == SQLITE_OK else { throw fault(of: query, offset: text - start) }
        if let statement { statements.append(statement) }
        guard statements.count < 2 else { break }
      }
    }
    guard statements.count == 1, let statement = statements.first,
      sqlite3_stmt_readonly(statement) != 0, sqlite3_column_count(statement) > 0
    else {
      throw UserError(
        .badData, "the query has to be one SELECT", code: "E_SQL",
        hints: ["a report reads only; put several queries into several files"])
    }
    try bind(query, to: statement)
    return try body(statement)
  }

  private func bind(_ query: UserQuery, to statement: OpaquePointer) throws {
    for position in 0..<sqlite3_bind_parameter_count(statement) {
      let written =
        sqlite3_bind_parameter_name(statement, position + 1)
        .map { String(cString: $0) } ?? "?"
      guard let value = query.parameters[String(written.dropFirst())], written.hasPrefix(":") else {
        let known = query.parameters.keys.sorted().map { ":\($0)" }.joined(separator: ", ")
        throw UserError(
          .badData, "the query has a parameter '\(written)' that nobody sets", code: "E_SQL",
          hints: ["parameters: \(known)"])
      }
      switch value {
      case .null: sqlite3_bind_null(statement, position + 1)
      case .integer(let number): sqlite3_bind_int64(statement, position + 1, number)
      case .text(let text):
        sqlite3_bind_text64(
          statement, position + 1, text, UInt64(text.utf8.count), StaticBytes.copied,
          UInt8(SQLITE_UTF8))
      }
    }
  }

  /// What SQLite says, and where in the text, as far as it tells.
  private func fault(of query: UserQuery, offset: Int = 0) -> UserError {
    let connection = database.sqliteConnection
    if sqlite3_errcode(connection) == SQLITE_AUTH {
      return UserError(
        .badData, "the query has to be one SELECT; it can change nothing", code: "E_SQL",
        hints: ["what changes records is a command: crm help"])
    }
    var error = UserError(
      .badData, "SQL: \(String(cString: sqlite3_errmsg(connection)))", code: "E_SQL",
      hints: ["crm help views lists the views and their columns"])
    let place = Int(sqlite3_error_offset(connection))
    if place >= 0 {
      let before = query.text.utf8.prefix(offset + place)
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
      error.location = .init(file: "", line: line, column: column)
    }
    return error
  }
}

/// What a user's query may do.
private enum UserQueryAuthorizer {
  static let callback:
    @convention(c) (
      UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
      UnsafePointer<CChar>?, UnsafePointer<CChar>?
    ) -> Int32 = { _, action, _, function, _, _ in
      switch action {
      case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
      case SQLITE_FUNCTION:
        guard let function else { return SQLITE_DENY }
        return String(cString: function).lowercased() == "load_extension"
          ? SQLITE_DENY : SQLITE_OK
      default: return SQLITE_DENY
      }
    }
}
