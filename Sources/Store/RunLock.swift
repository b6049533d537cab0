import CStoreShim
import Glibc
import Values

/// A lock of one kind of run, which only one process makes at a time; a second one does not wait.
///
/// It is a flock(2) on a file of its own in the store's directory, so that it ends with its process.
package final class RunLock {
  private let descriptor: Int32

  /// Throws `busy` when another process is at it.
  package init(_ name: String, for command: String, inStoreAt directory: String) throws {
    let path = "\(directory)/\(name).lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw UserError(.inputOutput, "the store cannot be written: \(path): \(reason)")
    }
    let code = crm_lock_exclusive(descriptor, 0)
    guard code == 0 else {
      close(descriptor)
      guard code == ETIMEDOUT else {
        throw UserError(.inputOutput, "cannot lock \(path): \(String(cString: strerror(code)))")
      }
      throw UserError(
        .busy, "another process runs '\(command)' on this store", code: "E_RUNNING",
        hints: ["its run does what this one would have done"])
    }
  }

  deinit { close(descriptor) }
}
