import Glibc
import Values

/// Writes a file that appears under its name only when it is complete.
///
/// The bytes go to a temporary file beside it, which `finish` makes durable and renames. Without
/// `finish`, and when a signal ends the program, the temporary file is removed and an older file of that name stays as it was. A
/// target that is no regular file (a device, a named pipe) is written directly, since a rename
/// would replace it.
package final class AtomicFileSink: ByteSink {
  private let name: String
  private let path: [CChar]
  private let temporary: [CChar]?
  private var descriptor: Int32
  /// Whether a file that has got the name meanwhile stays as it is.
  private var isNew = false
  private let file: FileDescriptorSink
  /// The place of the temporary file among those that a signal removes.
  private var unfinished: Int?

  package convenience init(path: String) throws {
    try self.init(path: Array(path.utf8))
  }

  /// Opens the file for writing; the bytes of its path need not be UTF-8.
  package init(path: [UInt8]) throws {
    name = TerminalText.escaped(path)
    // A link is followed, so that the file it points to is replaced and not the link.
    let target = Self.resolved(path.map { CChar(bitPattern: $0) } + [0])
    var status = stat()
    let exists = stat(target, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      descriptor = open(target, O_WRONLY | O_CLOEXEC)
      temporary = nil
    } else {
      if exists, access(target, W_OK) != 0 { throw OutputFault.cannotWrite(name, errno) }
      let created = TemporaryFile(prefix: target)
      descriptor = created.descriptor
      temporary = created.path
      // An existing file keeps its permissions; a new one is the user's alone.
      if exists, descriptor >= 0 { fchmod(descriptor, status.st_mode & 0o7777) }
    }
    guard descriptor >= 0 else { throw OutputFault.cannotWrite(name, errno) }
    if let temporary { unfinished = UnfinishedFiles.remember(temporary) }
    self.path = target
    file = FileDescriptorSink(descriptor: descriptor, name: name)
  }

  /// Makes a file that is not there yet; one that is stays as it is, whoever made it and when.
  package convenience init(creating path: String) throws {
    var status = stat()
    guard lstat(path, &status) != 0 else { throw Self.exists(TerminalText.escaped(path)) }
    try self.init(path: path)
    isNew = true
  }

  deinit {
    discard()
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    try file.write(bytes)
  }

  package func finish() throws {
    guard descriptor >= 0 else { return }
    if let temporary {
      guard fsync(descriptor) == 0, give(temporary) == 0 else {
        let code = errno
        discard()
        throw code == EEXIST && isNew ? Self.exists(name) : OutputFault.cannotWrite(name, code)
      }
      forget()
    }
    let closed = close(descriptor)
    descriptor = -1
    if closed != 0, errno != EINTR { throw OutputFault.cannotWrite(name, errno) }
  }

  /// Gives the temporary file its name.
  private func give(_ temporary: [CChar]) -> Int32 {
    guard isNew else { return rename(temporary, path) }
    let result = link(temporary, path)
    if result == 0 { unlink(temporary) }
    return result
  }

  private static func exists(_ name: String) -> UserError {
    UserError(
      .conflict, "\(name) exists already",
      hints: ["--force overwrites it; -o FILE writes to another one"])
  }

  private func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    if let temporary { unlink(temporary) }
    forget()
  }

  private func forget() {
    if let unfinished { UnfinishedFiles.forget(unfinished) }
    unfinished = nil
  }

  private static func resolved(_ path: [CChar]) -> [CChar] {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return Array(UnsafeBufferPointer(start: real, count: strlen(real) + 1))
  }
}
