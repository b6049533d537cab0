import Glibc

/// Ids by the hash of a key: eight bytes an entry, for a million keys and more.
///
/// Open addressing over flat memory. An entry keeps the id in as many bits as the ids need, and as
/// much of the hash as fits beside it, so that a find is a candidate, to be confirmed by whoever
/// looks: with a million records one look-up in 30 million finds another one's key by accident.
final class KeyTable {
  /// The upper bits of the hash, then the id; zero is free, since ids begin at one.
  private var slots: UnsafeMutableBufferPointer<UInt64>
  private(set) var count = 0
  private let expected: Int
  private var idMask: UInt64

  /// A table that fills up gets its final size at once; one that stays almost empty never does.
  init(expecting keys: Int, largestID: Int64) {
    expected = keys
    idMask = UInt64.max >> UInt64(min(largestID, Self.largestID).leadingZeroBitCount)
    slots = Self.allocate(1024)
  }

  deinit {
    slots.deallocate()
  }

  /// Ids above are beyond what a table can keep beside the hash that tells the place.
  static let largestID = Int64(UInt32.max)

  func insert(_ id: Int64, hash: UInt64) {
    if count * 4 >= slots.count * 3 { grow() }
    let id = UInt64(id)
    if id > idMask { widenIDs(to: id) }
    place(hash & ~idMask | id)
    count += 1
  }

  /// Whether there may be a candidate at all.
  func isTaken(at hash: UInt64) -> Bool { slots[firstSlot(of: hash)] != 0 }

  /// Calls the body for the ids whose keys have the hash, or share most of it by accident.
  func forEachCandidate(for hash: UInt64, _ body: (Int64) -> Void) {
    let wanted = hash & ~idMask
    var position = firstSlot(of: hash)
    while case let entry = slots[position], entry != 0 {
      if entry & ~idMask == wanted { body(Int64(entry & idMask)) }
      position = position + 1 == slots.count ? 0 : position + 1
    }
  }

  /// Where an entry would stand: the upper half of the hash, which every entry has, scaled to the
  /// table.
  private func firstSlot(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: ((hash >> 32) &* UInt64(slots.count)) >> 32)
  }

  private func place(_ entry: UInt64) {
    var position = firstSlot(of: entry)
    while slots[position] != 0 { position = position + 1 == slots.count ? 0 : position + 1 }
    slots[position] = entry
  }

  /// More ids came than were expected: they get more bits, and the hash fewer.
  private func widenIDs(to id: UInt64) {
    let mask = UInt64.max >> UInt64(id.leadingZeroBitCount)
    for (position, entry) in slots.enumerated() where entry != 0 {
      slots[position] = entry & ~mask | entry & idMask
    }
    idMask = mask
  }

  private func grow() {
    let old = slots
    let size = old.count + old.count / 2
    slots = Self.allocate(count * 16 > expected ? max(size, expected + expected * 2 / 5) : size)
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
