import CommandLineKit
import Store
import Values

/// Finds the store of an invocation.
enum StoreLocation {
  /// `--store`, `CRM_STORE`, the nearest `.crm` upwards from the working directory, then
  /// `$XDG_DATA_HOME/crm`; the last is returned even when nothing is there.
  static func find(_ globals: GlobalOptions, in environment: Environment) throws -> String {
    if let store = globals.store {
      return absolute(try text(store), in: environment)
    }
    if let store = environment.variable("CRM_STORE") { return absolute(store, in: environment) }
    var directory = environment.workingDirectory
    while true {
      let candidate = (directory == "/" ? "" : directory) + "/.crm"
      if Store.exists(in: candidate) { return candidate }
      guard let slash = directory.lastIndex(of: "/"), directory != "/" else { break }
      directory = slash == directory.startIndex ? "/" : String(directory[..<slash])
    }
    let data = environment.variable("XDG_DATA_HOME") ?? environment.homeDirectory + "/.local/share"
    return data + "/crm"
  }

  static func absolute(_ path: String, in environment: Environment) -> String {
    path.hasPrefix("/") ? path : environment.workingDirectory + "/" + path
  }

  /// A path as text: SQLite takes only UTF-8.
  static func text(_ path: FilePath) throws -> String {
    try ArgumentText(bytes: path.bytes).string()
  }
}
