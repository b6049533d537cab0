/// Ids by the hash of a key: eight bytes an entry, for a million keys and more.
///
/// Open addressing over a flat array. An entry keeps 32 bits of the hash beside 32 bits of id, so
/// that a find is a candidate, to be confirmed by whoever looks (of a million records about 250 are
/// taken for another one's candidate).
final class KeyTable {
  /// Hash in the upper half, id in the lower; zero is free, since ids begin at one.
  private var slots: [UInt64]
  private(set) var count = 0
  private let expected: Int

  /// A table that fills up gets its final size at once; one that stays almost empty never does.
  init(expecting keys: Int) {
    expected = keys
    slots = Array(repeating: 0, count: 1024)
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
    while slots[position] != 0 {
      if slots[position] >> 32 == wanted { ids.append(Int64(slots[position] & 0xFFFF_FFFF)) }
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
    slots = Array(
      repeating: 0, count: count * 16 > expected ? max(size, expected + expected / 2) : size)
    for entry in old where entry != 0 { place(entry) }
  }
}
