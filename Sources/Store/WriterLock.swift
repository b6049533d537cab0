import CStoreShim
import Glibc
import Values

/// The one writer's lock: a blocking flock(2) on a file of its own.
///
/// It is held around every transaction that may write and around every checkpoint, so that no commit
/// ever meets a second checkpoint (SQLite before 3.51.3 can corrupt a WAL database then), and so
/// that waiting processes are served in order: SQLite's own busy polling starves some of them.
final class WriterLock {
  private let descriptor: Int32

  /// Waits for the lock; throws `busy` naming the holder when the time is over.
  init(path: String, milliseconds: Int, holder: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw UserError(.inputOutput, "the store cannot be written: \(path): \(reason)")
    }
    let code = crm_lock_exclusive(descriptor, milliseconds)
    guard code == 0 else {
      let present = Self.holder(of: descriptor)
      close(descriptor)
      guard code == ETIMEDOUT else {
        throw UserError(.inputOutput, "cannot lock \(path): \(String(cString: strerror(code)))")
      }
      throw UserError(
        .busy, "the store is busy: \(present.isEmpty ? "another process is writing" : present)",
        hints: ["try again, or wait longer with --lock-timeout"])
    }
    var text = holder
    text.withUTF8 { bytes in
      if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, bytes.baseAddress, bytes.count, 0) }
    }
  }

  deinit {
    _ = ftruncate(descriptor, 0)
    close(descriptor)
  }

  private static func holder(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
