/// Where finished bytes go: a file descriptor, a file, memory.
package protocol ByteSink {
  /// Takes all the bytes or throws.
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws
  /// Delivers what is still held back; nothing may be written afterwards.
  mutating func finish() throws
}
