import ProgramTesting
import Testing

@testable import Values

@Suite struct ByteSearchTests {
  private func places(of pattern: [UInt8], in text: [UInt8]) throws -> [Int] {
    let search = try #require(ByteSearch(pattern))
    return text.withUnsafeBufferPointer { text in
      var places: [Int] = []
      var start = 0
      while let place = search.next(in: text, from: start) {
        places.append(place)
        start = place + 1
      }
      return places
    }
  }

  @Test func nothingIsNoPattern() {
    #expect(ByteSearch([]) == nil)
  }

  @Test func aPatternLongerThanTheTextIsNowhere() throws {
    #expect(try places(of: Array("华为".utf8), in: Array("华".utf8)) == [])
    #expect(try places(of: [1], in: []) == [])
  }

  /// Few different bytes make many near misses, and lengths around the width of a step its edges.
  @Test(arguments: 0..<200) func findsWhatALoopFinds(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let text = (0..<Int.random(in: 0...100, using: &random)).map { _ in
      UInt8.random(in: 0...2, using: &random)
    }
    let pattern = (0..<Int.random(in: 1...20, using: &random)).map { _ in
      UInt8.random(in: 0...2, using: &random)
    }
    let short = Array(pattern.prefix(Int.random(in: 1...pattern.count, using: &random)))
    for pattern in [pattern, short] {
      let expected = text.indices.filter { text[$0...].starts(with: pattern) }
      #expect(try places(of: pattern, in: text) == expected)
    }
  }
}
