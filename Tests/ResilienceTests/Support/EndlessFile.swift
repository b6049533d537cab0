import Foundation
import Testing

/// A named pipe that the tests feed: a program that reads it comes to no end by itself.
final class EndlessFile {
  private let descriptor: Int32

  init(at path: String) throws {
    try #require(mkfifo(path, 0o600) == 0)
    // Open for both directions, so that neither side waits for the other to open it.
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    try #require(descriptor >= 0)
  }

  deinit { close(descriptor) }

  /// Writes the text, less than a pipe holds, and returns when the program has read it.
  func feed(_ text: String) throws {
    let bytes = Array(text.utf8)
    try #require(write(descriptor, bytes, bytes.count) == bytes.count)
    for _ in 0..<10_000 {
      var unread: Int32 = 0
      try #require(ioctl(descriptor, UInt(FIONREAD), &unread) == 0)
      if unread == 0 { return }
      usleep(1000)
    }
    Issue.record("nobody reads the file")
  }
}
