/// Buffered output bytes on their way to a sink.
///
/// The one place that renderers write to. Nothing reaches the sink until the buffer is full or
/// `flush` is called, so whoever owns the output must call `finish`.
package final class ByteOutput {
  private let buffer: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private var count = 0
  private var sink: any ByteSink

  package init(sink: any ByteSink, bufferSize: Int = 1 << 16) {
    self.sink = sink
    capacity = max(bufferSize, 64)
    buffer = .allocate(capacity: capacity)
  }

  deinit {
    buffer.deallocate()
  }

  package func write(_ byte: UInt8) throws {
    if count == capacity { try flush() }
    buffer[count] = byte
    count += 1
  }

  package func write(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard let source = bytes.baseAddress else { return }
    if bytes.count > capacity - count {
      try flush()
      if bytes.count > capacity { return try sink.write(UnsafeRawBufferPointer(bytes)) }
    }
    (buffer + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  package func write(_ text: StaticString) throws {
    try write(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write($0) }
  }

  package func write(repeating byte: UInt8, count repetitions: Int) throws {
    for _ in 0..<max(repetitions, 0) { try write(byte) }
  }

  /// Writes an integer in decimal digits.
  package func write(integer: Int64) throws {
    try write(decimal: integer, scale: 0)
  }

  /// Writes an integer scaled by ten to the power of `scale`: 105400 with 2 is `1054.00`.
  package func write(decimal: Int64, scale: Int, grouped: Bool = false) throws {
    if capacity - count < DecimalText.longest { try flush() }
    let space = UnsafeMutableBufferPointer(start: buffer + count, count: capacity - count)
    count += DecimalText.write(decimal, scale: scale, grouped: grouped, into: space)
  }

  /// Writes the integer of a cell for a machine: `true`, `1054.00`, `42`, never grouped.
  func write(integer value: Int64, as kind: ColumnKind) throws {
    switch kind {
    case .bool:
      if value == 0 { try write("false") } else { try write("true") }
    case .money(_, let digits): try write(decimal: value, scale: digits)
    case .decimal(let scale): try write(decimal: value, scale: scale)
    case .percent: try write(decimal: value, scale: 2)
    case .text, .integer, .day, .instant, .list, .records, .bar: try write(integer: value)
    }
  }

  /// Writes bytes as they are, but each member of the set as `escape` writes it.
  func write(
    _ bytes: UnsafeBufferPointer<UInt8>, escaping set: ByteSet, _ escape: (UInt8) throws -> Void
  ) throws {
    var start = 0
    while true {
      let end = set.firstIndex(in: bytes, from: start)
      try write(UnsafeBufferPointer(rebasing: bytes[start..<end]))
      guard end < bytes.count else { return }
      try escape(bytes[end])
      start = end + 1
    }
  }

  /// Hands everything written so far to the sink.
  package func flush() throws {
    guard count > 0 else { return }
    let bytes = UnsafeRawBufferPointer(start: buffer, count: count)
    count = 0
    try sink.write(bytes)
  }

  /// Flushes and closes the sink; a sink that held something back delivers it now.
  package func finish() throws {
    try flush()
    try sink.finish()
  }
}
