/// A record that was found, as a number: better ones are smaller.
///
/// Quality comes first, then the noun, then the id, so that the order is always the same.
struct SearchHit: Comparable, Hashable, Sendable {
  private static let idBits: UInt64 = 48
  private let value: UInt64

  init(_ quality: SearchPattern.Quality, rank: Int, id: Int64) {
    value = UInt64(quality.rawValue) << 60 | UInt64(rank) << Self.idBits | UInt64(id)
  }

  var id: Int64 { Int64(value & (1 << Self.idBits - 1)) }
  var rank: Int { Int(value >> Self.idBits & 0xFFF) }

  static func < (first: SearchHit, second: SearchHit) -> Bool { first.value < second.value }
}

/// The best hits of however many, each once.
struct SearchRanking: Sendable {
  private let capacity: Int
  private var hits: [SearchHit] = []
  /// The best of those that were dropped.
  private(set) var bound: SearchHit?

  init(capacity: Int) {
    self.capacity = capacity
  }

  mutating func add(_ hit: SearchHit) {
    if let bound, hit >= bound { return }
    hits.append(hit)
    if hits.count >= 2 * capacity { settle() }
  }

  /// Adds the best hits of a part of the records.
  mutating func add(_ part: SearchRanking) {
    part.hits.forEach { add($0) }
    settle()
    bound = [bound, part.bound].compactMap { $0 }.min()
  }

  /// Whether a hit like this one would be dropped.
  func drops(_ hit: SearchHit) -> Bool { bound.map { hit >= $0 } ?? false }

  /// The hits in order.
  mutating func sorted() -> [SearchHit] {
    settle()
    return hits
  }

  private mutating func settle() {
    hits.sort()
    var count = 0
    for hit in hits where count == 0 || hits[count - 1] != hit {
      hits[count] = hit
      count += 1
    }
    if count > capacity {
      bound = hits[capacity]
      count = capacity
    }
    hits.removeSubrange(count...)
  }
}
