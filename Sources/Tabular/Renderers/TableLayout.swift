/// Divides the width of a terminal among the columns of a table.
enum TableLayout {
  /// What stands between two columns.
  static let gap = 2
  /// A column is not cut below this.
  static let leastWidth = 8

  /// The widths of the columns, none wider than it needs.
  ///
  /// When all do not fit, the widest of those that may be cut give way first, down to
  /// `leastWidth`; a terminal too narrow even for that wraps the lines.
  static func widths(natural: [Int], canCut: [Bool], available: Int?) -> [Int] {
    guard let available else { return natural }
    let room = available - gap * max(natural.count - 1, 0)
    func total(cappedAt cap: Int) -> Int {
      zip(natural, canCut).reduce(0) { $0 + ($1.1 ? min($1.0, cap) : $1.0) }
    }
    guard total(cappedAt: .max) > room else { return natural }
    // The largest cap that fits, by halving.
    var low = leastWidth
    var high = max(natural.max() ?? 0, leastWidth)
    while low < high {
      let middle = (low + high + 1) / 2
      if total(cappedAt: middle) <= room { low = middle } else { high = middle - 1 }
    }
    var spare = room - total(cappedAt: low)
    return zip(natural, canCut).map { width, canCut in
      guard canCut, width > low else { return width }
      defer { spare -= 1 }
      return spare > 0 ? low + 1 : low
    }
  }
}
