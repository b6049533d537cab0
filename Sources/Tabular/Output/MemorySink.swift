/// Keeps the bytes in memory, for tests and for text that is wanted as a value.
package final class MemorySink: ByteSink {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package func write(_ bytes: UnsafeRawBufferPointer) {
    self.bytes.append(contentsOf: bytes)
  }

  package func finish() {}

  /// The bytes as text; nil when they are not valid UTF-8.
  package var text: String? { String(validating: bytes, as: UTF8.self) }
}
