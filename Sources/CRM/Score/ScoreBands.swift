import Store
import Values

/// From which score on a customer has priority A or B; what is below is C.
package struct ScoreBands: Sendable, Hashable {
  package var a: Int64
  package var b: Int64

  /// The bands with a lower end, the best first.
  static let starts: [(name: String, setting: Setting)] = [("A", .bandA), ("B", .bandB)]
  static let rest = "C"

  package init(a: Int64, b: Int64) {
    self.a = a
    self.b = b
  }

  package init(in db: ReadTransaction) throws {
    let settings = SettingValues(in: db)
    a = try settings.number(.bandA)
    b = try settings.number(.bandB)
  }

  /// Keeps the bands; each has to begin above the next.
  package func write(to db: WriteTransaction) throws {
    try check()
    try SettingValues.write(.integer(a), to: .bandA, in: db)
    try SettingValues.write(.integer(b), to: .bandB, in: db)
  }

  func check() throws {
    guard a > b else {
      throw UserError(
        .usage, "A has to begin above B: \(a) is not more than \(b)", code: "E_BANDS")
    }
  }
}

extension ScoreBands: CustomStringConvertible {
  package var description: String { "A from \(a), B from \(b), \(Self.rest) below" }
}
