import ProgramTesting
import Testing

@testable import Values

@Suite struct KeyHashTests {
  private func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBufferPointer { KeyHash.hash($0) }
  }

  @Test func differentKeysHaveDifferentHashes() {
    var hashes: Set<UInt64> = []
    for number in 0..<200_000 {
      hashes.insert(hash(Array("深圳市第\(number)公司".utf8)))
      hashes.insert(hash(Array("\(number)".utf8)))
    }
    #expect(hashes.count == 400_000)
  }

  @Test func lengthCounts() {
    let hashes = (0...64).map { hash([UInt8](repeating: 0, count: $0)) }
    #expect(Set(hashes).count == 65)
  }

  @Test func everyBitReachesAboutHalfOfTheHash() {
    var generator = SeededGenerator(seed: 10)
    for count in [1, 7, 8, 9, 16, 31] {
      var flipped = 0
      var trials = 0
      for _ in 0..<200 {
        var bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let before = hash(bytes)
        for bit in 0..<count * 8 {
          bytes[bit / 8] ^= 1 << (bit % 8)
          flipped += (before ^ hash(bytes)).nonzeroBitCount
          trials += 1
          bytes[bit / 8] ^= 1 << (bit % 8)
        }
      }
      let average = Double(flipped) / Double(trials)
      #expect(31...33 ~= average, "\(count) bytes: \(average)")
    }
  }
}
