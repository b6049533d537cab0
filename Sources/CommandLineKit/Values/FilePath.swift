/// The name of a file exactly as given, since a file name need not be UTF-8.
package struct FilePath: Sendable, Hashable, ArgumentValue, CustomStringConvertible {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(_ path: String) {
    bytes = Array(path.utf8)
  }

  package init(argument: ArgumentText) throws {
    guard !argument.bytes.isEmpty else { throw ArgumentMismatch(expected: "a file name") }
    bytes = argument.bytes
  }

  package static var completion: Completion { .file }

  /// Whether this is `-`: standard input or standard output.
  package var isStandardStream: Bool { bytes == [UInt8(ascii: "-")] }

  /// The path for messages, with everything escaped that a terminal should not see.
  package var description: String { ArgumentText(bytes: bytes).description }

  /// Calls the closure with the path as the operating system takes it.
  package func withCString<R>(_ body: (UnsafePointer<CChar>) throws -> R) rethrows -> R {
    try body(bytes.map { CChar(bitPattern: $0) } + [0])
  }
}
