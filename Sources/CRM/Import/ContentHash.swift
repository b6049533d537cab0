import Tabular
import Values

/// Passes bytes on and hashes them on the way, to recognise a file that was imported before.
final class ContentHash: ByteSource {
  private var source: any ByteSource
  private var state: UInt64 = 0
  private var length = 0
  /// Bytes that do not fill a block yet: pieces of any size give the same hash.
  private var block: [UInt8] = []

  private static let blockSize = 1 << 16

  init(_ source: any ByteSource) {
    self.source = source
    block.reserveCapacity(Self.blockSize)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try source.read(into: buffer)
    var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    length += count
    while !rest.isEmpty {
      let piece = min(rest.count, Self.blockSize - block.count)
      block.append(contentsOf: rest[..<piece])
      rest = UnsafeRawBufferPointer(rebasing: rest[piece...])
      if block.count == Self.blockSize { closeBlock() }
    }
    return count
  }

  private func closeBlock() {
    state = stateWithBlock
    block.removeAll(keepingCapacity: true)
  }

  private var stateWithBlock: UInt64 {
    let hash = block.withUnsafeBufferPointer { KeyHash.hash($0) }
    let mixed = (state ^ hash) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 29
  }

  /// The hash of everything that was read, with the options it was read under.
  func digest(options: String) -> String {
    var options = options
    let hash = options.withUTF8 { KeyHash.hash($0) }
    return "\(length)-\(String(stateWithBlock, radix: 16))-\(String(hash, radix: 16))"
  }
}
