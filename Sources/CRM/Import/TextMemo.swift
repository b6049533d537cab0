import Values

/// What texts were read as before: a file names the same few options and records again and again.
///
/// Found by hash and confirmed by the bytes; nothing is allocated for a text that is known.
struct TextMemo<Value> {
  private var entries: [UInt64: (text: [UInt8], value: Value)] = [:]

  /// A bound for columns whose values all differ.
  private static var capacity: Int { 20_000 }

  mutating func value(
    for text: UnsafeBufferPointer<UInt8>, make: () throws -> Value
  ) rethrows -> Value {
    let hash = KeyHash.hash(text)
    if let known = entries[hash], known.text.elementsEqual(text) { return known.value }
    let value = try make()
    if entries.count >= Self.capacity { entries.removeAll(keepingCapacity: true) }
    entries[hash] = (Array(text), value)
    return value
  }
}
