import Glibc
import Values

extension Store {
  /// Refuses a file that is to be written and belongs to the store.
  package static func refuseOwnFile(_ path: String, called name: String, in directory: String)
    throws
  {
    guard owns(path, in: directory) else { return }
    throw UserError(
      .usage, "\(name) belongs to the store, and nothing else is written there",
      hints: ["name another file"])
  }

  /// Whether the path leads to one of the files that a store is made of, by whatever name: whoever wrote there would
  /// destroy it.
  private static func owns(_ path: String, in directory: String) -> Bool {
    let (folder, name) = split(path)
    let database = databasePath(in: directory)
    let (_, databaseName) = split(database)
    let (_, lockName) = split(lockPath(in: directory))
    // A name that is not there yet would become the store's, too.
    if name.hasPrefix(databaseName) || name == lockName,
      let there = identity(of: folder), there == identity(of: directory)
    {
      return true
    }
    if let file = identity(of: path),
      [database, database + "-wal", database + "-shm", lockPath(in: directory)]
        .contains(where: { identity(of: $0) == file })
    {
      return true
    }
    guard let contents = resolved(directory + "/files"),
      let target = resolved(path) ?? resolved(folder)
    else { return false }
    return target == contents || target.hasPrefix(contents + "/")
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }

  /// The device and number of the file that the path leads to.
  private static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
