import Glibc
import Values

/// Reads a file, or a descriptor that is open already such as standard input.
package final class FileSource: ByteSource {
  private let descriptor: Int32
  private let name: String
  private let isOwner: Bool

  package convenience init(path: String) throws {
    try self.init(path: Array(path.utf8))
  }

  /// Opens a file for reading; the bytes of its path need not be UTF-8.
  package init(path: [UInt8]) throws {
    name = TerminalText.escaped(path)
    isOwner = true
    descriptor = open(path.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.cannotRead(name, errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw Self.cannotRead(name, EISDIR)
    }
    posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
  }

  /// Reads a descriptor that stays open; `name` is what errors call it.
  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    isOwner = false
  }

  deinit {
    if isOwner, descriptor >= 0 { close(descriptor) }
  }

  /// The length in bytes of a regular file, for progress; nil when it cannot be known.
  package var size: Int64? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int64(status.st_size)
  }

  /// Where reading stands; negative when there is no going back, as in a pipe.
  var position: off_t { lseek(descriptor, 0, SEEK_CUR) }

  func seek(to position: off_t) throws {
    guard lseek(descriptor, position, SEEK_SET) == position else {
      throw Self.cannotRead(name, errno)
    }
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let length = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if length >= 0 { return length }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&waiting, 1, -1)
      default: throw Self.cannotRead(name, errno)
      }
    }
  }

  /// Everything that is left to read; nil when it is more than so many bytes.
  package func bytes(atMost limit: Int) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = try buffer.withUnsafeMutableBytes { try read(into: $0) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
    return nil
  }

  private static func cannotRead(_ name: String, _ code: Int32) -> UserError {
    switch code {
    case ENOENT: UserError(.noInput, "no such file: \(name)")
    case EISDIR: UserError(.noInput, "\(name) is a directory, not a file")
    case EACCES, EPERM: UserError(.noInput, "not allowed to read \(name)")
    default: UserError(.inputOutput, "cannot read \(name): \(OutputFault.reason(code))")
    }
  }
}
