import Foundation
import Testing

/// The lock file of a store, held by the tests themselves: a barrier for writers.
///
/// All that are started meanwhile wait in the kernel and go on together when it is released.
final class WriterLockFile {
  private let descriptor: Int32

  init(of sandbox: Sandbox) throws {
    descriptor = open(sandbox.store + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    try #require(descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
  }

  /// Waits until so many processes wait for the lock.
  func waitForWaiters(_ count: Int) throws {
    var information = stat()
    try #require(fstat(descriptor, &information) == 0)
    for _ in 0..<10_000 {
      // `12: -> FLOCK  ADVISORY  WRITE 4711 08:01:1234 0 EOF` is one that waits.
      let locks = try String(contentsOfFile: "/proc/locks", encoding: .utf8)
      let waiting = locks.split(separator: "\n").filter {
        $0.contains("->") && $0.contains(":\(information.st_ino) ")
      }
      if waiting.count >= count { return }
      usleep(1000)
    }
    Issue.record("\(count) processes should wait for the lock")
  }

  func release() { flock(descriptor, LOCK_UN) }

  deinit { close(descriptor) }
}
