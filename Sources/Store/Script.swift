import CStoreShim
import GRDB

extension Database {
  /// Runs SQL that has no parameters and yields nothing: pragmas, migrations, BEGIN and COMMIT.
  ///
  /// Directly, for the reason that `StatementCache` gives.
  func run(script: String) throws {
    guard let connection = sqliteConnection else { return }
    let code = sqlite3_exec(connection, script, nil, nil, nil)
    guard code == SQLITE_OK else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: String(cString: sqlite3_errmsg(connection)), sql: script)
    }
  }
}
