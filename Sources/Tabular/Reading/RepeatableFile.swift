import Glibc
import Values

/// A file or pipe that can be read more than once: what cannot be sought in is copied to a nameless
/// file while it is read.
package final class RepeatableFile: RepeatableSource {
  private let source: FileSource
  private let makesCopy: Bool
  private let directory: String
  /// Where the source began; negative when it is a pipe.
  private let beginning: off_t
  private var copy: Int32 = -1
  /// The copy, once it is what is read.
  private var repeated: FileSource?

  /// `directory` is where a copy lies; without one, only a file can be read again.
  package init(_ source: FileSource, makesCopy: Bool = true, directory: String = "/tmp") {
    self.source = source
    self.makesCopy = makesCopy
    self.directory = directory
    beginning = source.position
  }

  deinit {
    if copy >= 0 { close(copy) }
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if let repeated { return try repeated.read(into: buffer) }
    let count = try source.read(into: buffer)
    if beginning < 0, makesCopy, count > 0 {
      try keep(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    return count
  }

  /// Begins again where the source began; what was not read yet follows.
  package func startAgain() throws {
    guard beginning < 0 else { return try source.seek(to: beginning) }
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while try read(into: buffer) > 0 {}
    }
    // An empty pipe has no copy, and is as empty as before.
    guard copy >= 0 else { return }
    let repeated = FileSource(descriptor: copy, name: name)
    try repeated.seek(to: 0)
    self.repeated = repeated
  }

  private func keep(_ bytes: UnsafeRawBufferPointer) throws {
    if copy < 0 { copy = try TemporaryFile.nameless(in: directory, "input") }
    try FileDescriptorSink(descriptor: copy, name: name).write(bytes)
  }

  private var name: String { "a temporary file in \(directory)" }
}
