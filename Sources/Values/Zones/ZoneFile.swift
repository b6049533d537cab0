/// A compiled zone of the IANA database (TZif, RFC 8536), version 2 or later.
///
/// The numbers of version 1 are skipped: they end in 2038. Files with leap seconds (`right/`) are
/// not read.
struct ZoneFile {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The sizes that a header announces.
  private struct Counts {
    let flags: Int
    let leapSeconds: Int
    let changes: Int
    let types: Int
    let nameBytes: Int

    func size(timeBytes: Int) -> Int {
      changes * (timeBytes + 1) + types * 6 + nameBytes + leapSeconds * (timeBytes + 4) + flags
    }
  }

  private static let headerSize = 44

  /// Nil when the file is damaged or of another kind.
  func offsets() -> ZoneOffsets? {
    guard
      bytes.count > ZoneFile.headerSize, bytes[4] >= UInt8(ascii: "2"), let old = counts(at: 0)
    else { return nil }
    let header = ZoneFile.headerSize + old.size(timeBytes: 4)
    guard let counts = counts(at: header), counts.leapSeconds == 0, counts.types > 0 else {
      return nil
    }
    let start = header + ZoneFile.headerSize
    let typeStart = start + counts.changes * 9
    guard start + counts.size(timeBytes: 8) <= bytes.count else { return nil }

    var changes: [Int64] = []
    var offsets = [offset(ofType: 0, at: typeStart)]
    for index in 0..<counts.changes {
      let type = Int(bytes[start + counts.changes * 8 + index])
      guard type < counts.types else { return nil }
      changes.append(Int64(bitPattern: bigEndian(at: start + index * 8, count: 8)))
      offsets.append(offset(ofType: type, at: typeStart))
    }
    let line = lastLine(from: start + counts.size(timeBytes: 8))
    let yearly = line.withUnsafeBufferPointer { YearlyOffsets(posix: $0) }
    guard line.isEmpty || yearly != nil else { return nil }
    return ZoneOffsets(changes: changes, offsets: offsets, yearly: yearly)
  }

  private func counts(at start: Int) -> Counts? {
    guard start + ZoneFile.headerSize <= bytes.count,
      bytes[start..<start + 4].elementsEqual("TZif".utf8)
    else { return nil }
    func count(_ index: Int) -> Int {
      Int(bigEndian(at: start + 20 + index * 4, count: 4))
    }
    return Counts(
      flags: count(0) + count(1), leapSeconds: count(2), changes: count(3), types: count(4),
      nameBytes: count(5))
  }

  private func offset(ofType type: Int, at start: Int) -> Int {
    Int(Int32(truncatingIfNeeded: bigEndian(at: start + type * 6, count: 4)))
  }

  private func bigEndian(at start: Int, count: Int) -> UInt64 {
    bytes[start..<start + count].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The yearly rule, between two line feeds; it may be empty.
  private func lastLine(from start: Int) -> [UInt8] {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\n") else { return [] }
    return Array(bytes[(start + 1)...].prefix { $0 != UInt8(ascii: "\n") })
  }
}
