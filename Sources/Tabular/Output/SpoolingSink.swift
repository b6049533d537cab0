import Glibc
import Values

/// Writes to a pipe, and to a temporary file instead once the pipe's reader makes it wait.
///
/// A reader that pauses (`crm customer list | less`) must not keep the database read open, or
/// the write-ahead log grows without bound. So when the pipe has had no room for a while, the
/// rest goes to an unlinked file and the read can end; `finish` then delivers it at the
/// reader's pace. Call `finish` only after the database read has ended.
package final class SpoolingSink: ByteSink {
  /// How long a full pipe is waited for before spooling begins, in milliseconds.
  private static let patience: Int32 = 200
  /// What a pipe that polls as writable takes at least without blocking (PIPE_BUF).
  private static let pipeRoom = 4096

  private let descriptor: Int32
  private let name: String
  private let directory: String
  private let direct: FileDescriptorSink
  private let patience: Int32
  /// How much is written at once: a regular file never makes anybody wait.
  private let room: Int
  private var spool: Int32 = -1

  /// `directory` is where the temporary file would lie, such as `/tmp`.
  package convenience init(descriptor: Int32, name: String, directory: String) {
    self.init(
      descriptor: descriptor, name: name, directory: directory, patience: Self.patience)
  }

  init(descriptor: Int32, name: String, directory: String, patience: Int32) {
    self.descriptor = descriptor
    self.name = name
    self.directory = directory
    self.patience = patience
    var status = stat()
    let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    room = isFile ? .max : Self.pipeRoom
    direct = FileDescriptorSink(descriptor: descriptor, name: name)
  }

  deinit {
    if spool >= 0 { close(spool) }
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while spool < 0, !rest.isEmpty {
      guard try hasRoom(within: patience) else {
        spool = try TemporaryFile.nameless(in: directory, "output")
        break
      }
      let length = min(rest.count, room)
      try direct.write(UnsafeRawBufferPointer(rebasing: rest[..<length]))
      rest = UnsafeRawBufferPointer(rebasing: rest[length...])
    }
    guard !rest.isEmpty else { return }
    // Notices a reader that went away while everything is going to the file.
    _ = try hasRoom(within: 0)
    try FileDescriptorSink(descriptor: spool, name: spoolName).write(rest)
  }

  /// Delivers the spooled bytes, waiting for the reader as long as it takes.
  package func finish() throws {
    guard spool >= 0 else { return }
    defer {
      close(spool)
      spool = -1
    }
    guard lseek(spool, 0, SEEK_SET) == 0 else { throw OutputFault.cannotWrite(spoolName, errno) }
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while true {
        let length = read(spool, buffer.baseAddress, buffer.count)
        if length == 0 { return }
        if length > 0 {
          try direct.write(UnsafeRawBufferPointer(rebasing: buffer[..<length]))
        } else if errno != EINTR {
          throw OutputFault.cannotWrite(name, errno)
        }
      }
    }
  }

  private var spoolName: String { "a temporary file in \(directory)" }

  /// Whether the pipe can take bytes now; throws when nobody reads it any more.
  private func hasRoom(within milliseconds: Int32) throws -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    let ready = poll(&waiting, 1, milliseconds)
    if ready < 0 { return errno == EINTR ? try hasRoom(within: milliseconds) : true }
    if waiting.revents & Int16(POLLERR) != 0 {
      throw UserError(.closedPipe, "the reader of \(name) went away")
    }
    return ready > 0
  }
}
