import Store
import Values

/// From which score on a customer has priority A or B; what is below is C.
package struct ScoreBands: Sendable, Hashable {
  package var a: Int64
  package var b: Int64

  package static let standard = ScoreBands(a: 60, b: 30)

  /// The bands with a lower end, the best first.
  static let names = ["A", "B"]
  static let rest = "C"

  static func setting(_ name: String) -> String { "score.band_" + name.lowercased() }

  /// What the store keeps.
  var settings: [(name: String, value: String)] {
    [(Self.setting("A"), String(a)), (Self.setting("B"), String(b))]
  }

  package init(a: Int64, b: Int64) {
    self.a = a
    self.b = b
  }

  package init(in db: ReadTransaction) throws {
    func value(_ name: String) throws -> Int64 {
      guard
        let text: String = try db.value(
          "SELECT value FROM setting WHERE name = \(Self.setting(name))"), let value = Int64(text)
      else {
        throw UserError(
          .configuration, "the store has no score for the priority \(name)",
          hints: ["run 'crm fsck'"])
      }
      return value
    }
    a = try value("A")
    b = try value("B")
  }

  /// Keeps the bands; each has to begin above the next.
  package func write(to db: WriteTransaction) throws {
    guard a > b else {
      throw UserError(
        .usage, "A has to begin above B: \(a) is not more than \(b)", code: "E_BANDS")
    }
    for (name, value) in settings {
      try db.update("setting", where: "name = \(name)", set: [("value", "\(value)")])
    }
  }
}

extension ScoreBands: CustomStringConvertible {
  package var description: String { "A from \(a), B from \(b), \(Self.rest) below" }
}
