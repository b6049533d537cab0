import GRDB
import Values

/// Turns what SQLite says into what a user can act on.
enum StoreFailure {
  static func userError(code: Int32, message: String, sql: String) -> UserError {
    userError(
      for: DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql))
  }

  /// What a failed uniqueness is about: `customer external_id` of
  /// `UNIQUE constraint failed: customer.external_id`.
  private static func uniqueColumns(in message: String) -> String {
    let parts = message.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return "value" }
    return parts[1].split(separator: ",").map { column in
      column.split(separator: ".").map { String($0.filter { $0 != " " }) }.joined(separator: " ")
    }.joined(separator: " and ")
  }

  static func userError(for error: DatabaseError) -> UserError {
    let text = error.message ?? "unknown database error"
    return switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      UserError(.busy, "the store is busy: another program holds it", hints: ["try again"])
    case .SQLITE_FULL:
      UserError(
        .inputOutput, "the disk is full; nothing was changed", hints: ["free some space, try again"]
      )
    case .SQLITE_READONLY:
      UserError(.inputOutput, "the store is read-only; nothing was changed")
    case .SQLITE_IOERR:
      UserError(.inputOutput, "reading or writing the store failed (\(text)); nothing was changed")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      UserError(.inputOutput, "the store's files cannot be opened (\(text))")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      UserError(
        .inputOutput, "the store is damaged or not a database (\(text)); nothing was changed",
        hints: ["'crm backup create --help' says how to go back to a backup"])
    case .SQLITE_INTERRUPT:
      UserError(.interrupted, "interrupted; nothing was changed")
    case .SQLITE_ERROR where text == "integer overflow":
      UserError(
        .badData, "a sum is too large for the store", hints: ["fewer records at once may do"])
    case .SQLITE_NOMEM, .SQLITE_TOOBIG:
      UserError(.badData, "a value is too large for the store (\(text))")
    case .SQLITE_CONSTRAINT where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE:
      UserError(
        .duplicate, "two records would have the same \(uniqueColumns(in: text))",
        code: "E_DUPLICATE", hints: ["nothing was changed"])
    default:
      UserError.bug("\(text) [\(error.extendedResultCode.rawValue)] in: \(error.sql ?? "?")")
    }
  }
}
