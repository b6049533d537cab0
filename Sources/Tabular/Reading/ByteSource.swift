/// Where input bytes come from: a file, standard input, memory.
package protocol ByteSource {
  /// Fills the buffer from its start and returns how many bytes came; 0 is the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// A source that can be read from its beginning once more.
package protocol RepeatableSource: ByteSource {
  mutating func startAgain() throws
}
