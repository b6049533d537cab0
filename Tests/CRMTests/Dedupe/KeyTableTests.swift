import ProgramTesting
import Testing

@testable import CRM

@Suite struct KeyTableTests {
  /// Finds are those of a dictionary, also when more keys or larger ids come than were announced.
  @Test(arguments: [(expected: 10, largest: Int64(10)), (1_000, 1_000), (50_000, 50_000_000)])
  func findsWhatWasInserted(_ announced: (expected: Int, largest: Int64)) {
    let table = KeyTable(expecting: announced.expected, largestID: announced.largest)
    var generator = SeededGenerator(seed: 7)
    var keys: [UInt64] = []
    var reference: [UInt64: [Int64]] = [:]
    for number in 1...20_000 {
      // Every tenth key is one that is there already.
      if !number.isMultiple(of: 10) { keys.append(generator.next()) }
      let hash = keys[number.isMultiple(of: 10) ? number % keys.count : keys.count - 1]
      let id = Int64(number) * (number > 10_000 ? 1_001 : 1)
      table.insert(id, hash: hash)
      reference[hash, default: []].append(id)
    }
    #expect(table.count == 20_000)
    for (hash, ids) in reference {
      var found: [Int64] = []
      table.forEachCandidate(for: hash) { found.append($0) }
      #expect(found.sorted() == ids)
    }
    var missing: [Int64] = []
    for _ in 0..<20_000 { table.forEachCandidate(for: generator.next()) { missing.append($0) } }
    #expect(missing == [])
  }
}
