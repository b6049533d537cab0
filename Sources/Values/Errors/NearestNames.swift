/// Finds the names closest to a misspelt one, for "did you mean".
package enum NearestNames {
  /// At most three candidates, best first; empty when nothing is near enough to be meant.
  ///
  /// A candidate is near when its edit distance (with transpositions) is at most a third of the
  /// longer name, ignoring case, spaces, dashes and underscores, or when it begins with the name.
  package static func suggestions(
    for name: String, among candidates: some Sequence<String>
  ) -> [String] {
    let wanted = folded(name)
    guard !wanted.isEmpty else { return [] }
    var scored: [(distance: Int, name: String)] = []
    for candidate in candidates {
      let other = folded(candidate)
      if other == wanted {
        scored.append((0, candidate))
      } else {
        let distance = editDistance(wanted, other)
        if distance * 3 <= max(wanted.count, other.count) {
          scored.append((distance, candidate))
        } else if wanted.count >= 2, other.starts(with: wanted) {
          scored.append((wanted.count, candidate))
        }
      }
    }
    var seen: Set<String> = []
    return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .map(\.name).filter { seen.insert($0).inserted }.prefix(3).map { $0 }
  }

  /// "did you mean 'a' or 'b'?", or nil when nothing is near.
  package static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
    let names = suggestions(for: name, among: candidates).map { "'\($0)'" }
    switch names.count {
    case 0: return nil
    case 1: return "did you mean \(names[0])?"
    default:
      let others = names.dropLast().joined(separator: ", ")
      return "did you mean \(others) or \(names[names.count - 1])?"
    }
  }

  /// The scalars that count; names are short, so 64 of them bound the cost of hostile input.
  private static func folded(_ text: String) -> [Unicode.Scalar] {
    let counting = text.lowercased().unicodeScalars.lazy.filter {
      $0 != " " && $0 != "-" && $0 != "_"
    }
    return Array(counting.prefix(64))
  }

  /// Optimal string alignment distance.
  private static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var current = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = min(current[j], before[j - 2] + 1)
        }
      }
      before = previous
      previous = current
    }
    return previous[b.count]
  }
}
