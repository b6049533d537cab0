import Glibc
import Values

/// The program of a hook, and whether it may be trusted to run.
///
/// Whoever can write the program, its folder or the store can make others run what they like; so all
/// of them have to belong to the user or to the store's owner, and nobody else may write them.
package struct HookFile {
  package let name: String
  package let path: String
  private let folder: String
  private let store: String

  package init(_ name: String, storeDirectory: String) {
    self.name = name
    store = storeDirectory
    folder = Self.folder(of: storeDirectory)
    path = folder + "/" + name
  }

  package static func folder(of storeDirectory: String) -> String { storeDirectory + "/hooks" }

  /// Throws why the program is not run.
  package func check() throws(UserError) {
    let storeOwner = try status(of: store).st_uid
    let owners = [geteuid(), storeOwner]
    for path in [folder, path] {
      let status = try status(of: path)
      guard owners.contains(status.st_uid) else {
        throw untrusted("\(shown(path)) belongs to another user")
      }
      guard status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
        throw untrusted("others may write \(shown(path))", "chmod go-w \(path)")
      }
    }
    guard try status(of: path).st_mode & S_IFMT == S_IFREG else {
      throw untrusted("\(shown(path)) is no file")
    }
    guard access(path, X_OK) == 0 else {
      throw untrusted("\(shown(path)) is not executable", "chmod +x \(path)")
    }
  }

  /// Why the program is not run; nil when it is.
  var problem: UserError? {
    do throws(UserError) {
      try check()
      return nil
    } catch {
      return error
    }
  }

  private func status(of path: String) throws(UserError) -> stat {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw untrusted(
        errno == ENOENT
          ? "the store has no \(shown(path))"
          : "\(shown(path)): \(String(cString: strerror(errno)))")
    }
    return status
  }

  /// The path within the store.
  private func shown(_ path: String) -> String {
    path == folder ? "hooks" : path == self.path ? "hooks/\(name)" : path
  }

  private func untrusted(_ reason: String, _ remedy: String? = nil) -> UserError {
    UserError(
      .configuration, reason, code: "E_HOOK",
      hints: [remedy].compactMap { $0 })
  }
}
