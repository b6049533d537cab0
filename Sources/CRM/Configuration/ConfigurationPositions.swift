import Values

/// The positions of records in the order of a file.
///
/// Whatever is in order already keeps its position, so that a file which says what the store says
/// changes nothing; new records at the end come behind. Any other order is numbered afresh.
enum ConfigurationPositions {
  /// A record of the file.
  struct Place {
    /// Only records of the same rank are in order with each other.
    var rank: [Scalar] = []
    /// The one of the store; nil for a new record.
    var record: (id: Int64, position: Int64)?
  }

  private static let step: Int64 = 10

  /// The positions of the places, which are in the order of the file.
  static func positions(_ places: [Place]) -> [Int64] {
    var positions = [Int64](repeating: 0, count: places.count)
    for numbers in Dictionary(grouping: places.indices, by: { places[$0].rank }).values {
      let ordered = Self.positions(numbers.map { places[$0].record })
      for (number, position) in zip(numbers, ordered) { positions[number] = position }
    }
    return positions
  }

  private static func positions(_ present: [(id: Int64, position: Int64)?]) -> [Int64] {
    var positions: [Int64] = []
    var last: (id: Int64, position: Int64) = (0, 0)
    var hasNew = false
    for place in present {
      guard let place else {
        hasNew = true
        last = (.max, last.position + step)
        positions.append(last.position)
        continue
      }
      let isBehind = (place.position, place.id) > (last.position, last.id)
      guard !hasNew, isBehind || positions.isEmpty else {
        return present.indices.map { Int64($0 + 1) * step }
      }
      last = place
      positions.append(place.position)
    }
    return positions
  }
}
