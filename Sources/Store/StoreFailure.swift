import GRDB
import Values

/// Turns what SQLite says into what a user can act on.
enum StoreFailure {
  static func userError(code: Int32, message: String, sql: String) -> UserError {
    userError(
      for: DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql))
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
    case .SQLITE_NOMEM, .SQLITE_TOOBIG:
      UserError(.badData, "a value is too large for the store (\(text))")
    default:
      UserError.bug("\(text) [\(error.extendedResultCode.rawValue)] in: \(error.sql ?? "?")")
    }
  }
}
