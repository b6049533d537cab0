import Store
import Values

/// The customers or leads that are due on a day, kept small because there may be a million.
struct DueSet: Sendable {
  /// In the order of ids.
  private(set) var rows: [Recycling.Row] = []
  /// The rules that fire, each combination once: their ids in order, as `1,4`.
  private(set) var combinations: [String] = []
  private var places: [String: Int32] = [:]

  mutating func add(_ row: Recycling.Row, by combination: String) {
    var row = row
    row.combination = place(of: combination)
    rows.append(row)
  }

  /// Takes over the rows of several sets, which are empty then.
  mutating func add(_ parts: inout [DueSet]) {
    rows.reserveCapacity(parts.reduce(rows.count) { $0 + $1.rows.count })
    for number in parts.indices {
      let part = parts[number]
      parts[number] = DueSet()
      let places = part.combinations.map { place(of: $0) }
      for var row in part.rows {
        row.combination = places[Int(row.combination)]
        rows.append(row)
      }
    }
    rows.sort { $0.record < $1.record }
  }

  /// Changes the rows in place; their order stays.
  mutating func update(_ body: (inout Recycling.Row) -> Void) {
    for place in rows.indices { body(&rows[place]) }
  }

  private mutating func place(of combination: String) -> Int32 {
    if let known = places[combination] { return known }
    let place = Int32(combinations.count)
    places[combination] = place
    combinations.append(combination)
    return place
  }
}
