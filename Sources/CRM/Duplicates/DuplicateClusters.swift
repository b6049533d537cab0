/// Records that are connected, directly or by others, and by which rules each of them is.
///
/// Only records that are equal to another one take memory: a few dozen bytes each.
struct DuplicateClusters {
  private struct Node {
    /// A record of the same cluster with a smaller id; of the smallest, itself.
    var parent: Int64
    /// The rules, as bits.
    var rules: UInt64
  }

  private var nodes: [Int64: Node] = [:]

  /// As many rules as bits are told apart; further ones share the last.
  private static func bit(_ rule: Int) -> UInt64 { 1 << UInt64(min(rule, UInt64.bitWidth - 1)) }

  /// Puts two records into one cluster, by the rule of this number.
  mutating func connect(_ one: Int64, _ other: Int64, by rule: Int) {
    let (first, second) = (root(one), root(other))
    if first != second { nodes[max(first, second)]?.parent = min(first, second) }
    nodes[one]?.rules |= Self.bit(rule)
    nodes[other]?.rules |= Self.bit(rule)
  }

  /// The smallest id of the record's cluster.
  private mutating func root(_ id: Int64) -> Int64 {
    guard var node = nodes[id] else {
      nodes[id] = Node(parent: id, rules: 0)
      return id
    }
    var current = id
    while node.parent != current {
      guard let above = nodes[node.parent] else { return current }
      // Halving the way keeps it short for the next one who goes it.
      nodes[current]?.parent = above.parent
      current = node.parent
      node = above
    }
    return current
  }

  /// Whether all of the records are in one cluster already.
  mutating func hold(_ ids: [Int64]) -> Bool {
    guard let first = ids.first, nodes[first] != nil else { return false }
    let top = root(first)
    for id in ids {
      guard nodes[id] != nil, root(id) == top else { return false }
    }
    return true
  }

  /// The records by cluster, those in the order of their smallest ids; each with the numbers of its
  /// rules among so many.
  mutating func sorted(rules count: Int) -> [(cluster: Int, record: Int64, rules: [Int])] {
    var places = nodes.keys.map { (root: root($0), id: $0) }
    places.sort { ($0.root, $0.id) < ($1.root, $1.id) }
    var cluster = 0
    var last: Int64?
    return places.map { place in
      if place.root != last { cluster += 1 }
      last = place.root
      let bits = nodes[place.id]?.rules ?? 0
      return (cluster, place.id, (0..<count).filter { bits & Self.bit($0) != 0 })
    }
  }
}
