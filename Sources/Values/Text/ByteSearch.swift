/// Finds the places of a few bytes in very many.
///
/// Sixteen places are compared at a time, by the first and the last byte of what is looked for, so
/// that text is read about as fast as memory delivers it.
package struct ByteSearch: Sendable {
  private typealias Block = SIMD16<UInt8>

  private let pattern: [UInt8]
  private let first: UInt8
  private let last: UInt8

  /// Nil for an empty pattern, which is everywhere.
  package init?(_ pattern: [UInt8]) {
    guard let first = pattern.first, let last = pattern.last else { return nil }
    self.pattern = pattern
    self.first = first
    self.last = last
  }

  /// The first place from `start` on; nil when there is none.
  package func next(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start >= 0, let base = text.baseAddress else { return nil }
    let end = text.count - pattern.count
    let raw = UnsafeRawPointer(base)
    let firsts = Block(repeating: first)
    let lasts = Block(repeating: last)
    let offset = pattern.count - 1
    var place = start
    while place + Block.scalarCount - 1 <= end {
      let heads = raw.loadUnaligned(fromByteOffset: place, as: Block.self) .== firsts
      let tails = raw.loadUnaligned(fromByteOffset: place + offset, as: Block.self) .== lasts
      let both = unsafeBitCast(heads .& tails, to: SIMD2<UInt64>.self)
      if both[0] | both[1] != 0,
        let found = match(in: base, from: place, to: place + Block.scalarCount - 1)
      {
        return found
      }
      place += Block.scalarCount
    }
    return place <= end ? match(in: base, from: place, to: end) : nil
  }

  /// The first of these places where the whole pattern stands.
  private func match(in base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
    var place = start
    while place <= end {
      if base[place] == first, stands(at: base + place) { return place }
      place += 1
    }
    return nil
  }

  private func stands(at text: UnsafePointer<UInt8>) -> Bool {
    var index = 1
    while index < pattern.count {
      if text[index] != pattern[index] { return false }
      index += 1
    }
    return true
  }
}
