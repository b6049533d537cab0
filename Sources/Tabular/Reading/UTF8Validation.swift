/// How far bytes are valid UTF-8, and what comes after that.
struct UTF8Validation {
  enum Rest {
    case none
    /// The bytes end within a character that may yet become valid.
    case incomplete
    /// So many bytes that no valid character begins with.
    case invalid(length: Int)
  }

  /// The length of the valid beginning.
  let prefix: Int
  let rest: Rest

  init(of bytes: UnsafeRawBufferPointer) {
    let bytes = bytes.bindMemory(to: UInt8.self)
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      prefix = bytes.count
      rest = .none
    } catch {
      prefix = error.byteOffsets.lowerBound
      let reachesEnd = error.byteOffsets.upperBound == bytes.count
      rest =
        error.kind == .truncatedScalar && reachesEnd
        ? .incomplete : .invalid(length: error.byteOffsets.count)
    }
  }

  /// The length of the beginning that is plain ASCII.
  static func asciiPrefix(of bytes: UnsafeRawBufferPointer) -> Int {
    var length = 0
    while length + 8 <= bytes.count,
      bytes.loadUnaligned(fromByteOffset: length, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      length += 8
    }
    while length < bytes.count, bytes[length] < 0x80 { length += 1 }
    return length
  }
}
