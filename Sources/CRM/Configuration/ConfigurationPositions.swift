/// The positions of records in the order of a file.
///
/// Whatever is in order already keeps its position, so that a file which says what the store says
/// changes nothing; new records at the end come behind. Any other order is numbered afresh.
enum ConfigurationPositions {
  private static let step: Int64 = 10

  /// The present places, in the order of the file; nil for a new record.
  static func positions(_ present: [(id: Int64, position: Int64)?]) -> [Int64] {
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
