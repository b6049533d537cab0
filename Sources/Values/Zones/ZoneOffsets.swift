/// The offsets of one zone through history, in seconds east of Greenwich.
struct ZoneOffsets: Sendable {
  /// The instants of change in ascending order, in seconds since the epoch.
  private let changes: [Int64]
  /// The offset from each change on; one longer than `changes`, beginning with what came before.
  private let offsets: [Int]
  /// What holds from the last change on, where it alternates every year.
  private let yearly: YearlyOffsets?

  /// Nil when the lists do not fit together.
  init?(changes: [Int64], offsets: [Int], yearly: YearlyOffsets?) {
    guard offsets.count == changes.count + 1,
      zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    self.changes = changes
    self.offsets = offsets
    self.yearly = yearly
  }

  private init(checked changes: [Int64], offsets: [Int]) {
    self.changes = changes
    self.offsets = offsets
    yearly = nil
  }

  static func fixed(_ offset: Int) -> ZoneOffsets {
    ZoneOffsets(checked: [], offsets: [offset])
  }

  /// China: UTC+8 with the six summers of 1986 to 1991.
  ///
  /// What the database knows of the years before 1950 (single cities, wartime) is left out.
  static let china = ZoneOffsets(
    checked: [
      515_527_200, 527_014_800, 545_162_400, 558_464_400, 577_216_800, 589_914_000,
      608_666_400, 621_968_400, 640_116_000, 653_418_000, 671_565_600, 684_867_600,
    ],
    offsets: [
      28_800, 32_400, 28_800, 32_400, 28_800, 32_400, 28_800, 32_400, 28_800, 32_400, 28_800,
      32_400, 28_800,
    ])

  func offset(at seconds: Int64) -> Int {
    guard let last = changes.last, seconds < last else {
      return yearly?.offset(at: seconds) ?? offsets[changes.count]
    }
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= seconds {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return offsets[low]
  }
}
