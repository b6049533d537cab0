import Glibc

/// Ids by the hash of a key: eight bytes an entry, for a million keys and more.
///
/// Open addressing over flat memory. An entry keeps 32 bits of the hash beside 32 bits of id, so
/// that a find is a candidate, to be confirmed by whoever looks (of a million records about 250 are
/// taken for another one's candidate).
final class KeyTable {
  /// Hash in the upper half, id in the lower; zero is free, since ids begin at one.
  private var slots: UnsafeMutableBufferPointer<UInt64>
  private(set) var count = 0
  private let expected: Int

  /// A table that fills up gets its final size at once; one that stays almost empty never does.
  init(expecting keys: Int) {
    expected = keys
    slots = Self.allocate(1024)
  }

  deinit {
    slots.deallocate()
  }

  /// Ids above are beyond what the table can keep.
  static let largestID = Int64(UInt32.max)

  func insert(_ id: Int64, hash: UInt64) {
    if count * 4 >= slots.count * 3 { grow() }
    place(hash & ~0xFFFF_FFFF | UInt64(truncatingIfNeeded: id))
    count += 1
  }

  /// Appends the ids whose keys have the hash, or share half of it by accident.
  func appendCandidates(for hash: UInt64, to ids: inout [Int64]) {
    let wanted = hash >> 32
    var position = firstSlot(of: wanted)
    while case let entry = slots[position], entry != 0 {
      if entry >> 32 == wanted { ids.append(Int64(entry & 0xFFFF_FFFF)) }
      position = position + 1 == slots.count ? 0 : position + 1
    }
  }

  /// Where an entry would stand: the hash's upper half, scaled to the table.
  private func firstSlot(of upperHalf: UInt64) -> Int {
    Int(truncatingIfNeeded: (upperHalf &* UInt64(slots.count)) >> 32)
  }

  private func place(_ entry: UInt64) {
    var position = firstSlot(of: entry >> 32)
    while slots[position] != 0 { position = position + 1 == slots.count ? 0 : position + 1 }
    slots[position] = entry
  }

  private func grow() {
    let old = slots
    let size = old.count + old.count / 2
    slots = Self.allocate(count * 16 > expected ? max(size, expected + expected / 2) : size)
    for entry in old where entry != 0 { place(entry) }
    old.deallocate()
  }

  /// Every look-up goes to another place: huge pages spare most of the address translation.
  private static func allocate(_ count: Int) -> UnsafeMutableBufferPointer<UInt64> {
    let hugePage = 1 << 21
    let size = count * MemoryLayout<UInt64>.stride
    let raw = UnsafeMutableRawBufferPointer.allocate(
      byteCount: size, alignment: size >= hugePage ? hugePage : MemoryLayout<UInt64>.alignment)
    if size >= hugePage { madvise(raw.baseAddress, size, MADV_HUGEPAGE) }
    let slots = raw.bindMemory(to: UInt64.self)
    slots.initialize(repeating: 0)
    return slots
  }
}
