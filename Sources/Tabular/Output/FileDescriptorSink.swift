import Glibc
import Values

/// Writes to an open file descriptor, which stays open.
///
/// The process must ignore SIGPIPE, so that a reader that went away is an error and no signal.
package struct FileDescriptorSink: ByteSink {
  private let descriptor: Int32
  private let name: String

  /// `name` is what errors call the place, such as `standard output`.
  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      } else {
        try recover(from: errno)
      }
    }
  }

  package func finish() {}

  /// Returns when the write may be tried again; throws what the user should know otherwise.
  private func recover(from code: Int32) throws {
    switch code {
    case EINTR: return
    case EAGAIN:
      // The descriptor is non-blocking, by somebody else's choice: wait for room.
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&waiting, 1, -1)
    case EPIPE: throw UserError(.closedPipe, "the reader of \(name) went away")
    default: throw OutputFault.cannotWrite(name, code)
    }
  }
}
