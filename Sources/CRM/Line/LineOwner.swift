import Catalogue
import Store

/// What has lines: opportunities, quotes and contracts, by the same code over a table each.
package struct LineOwner: Sendable {
  package let noun: Noun
  /// Called before lines of a record change, inside the transaction; throws to refuse.
  let checking: @Sendable (_ record: Int64, ReadTransaction, Session) throws -> Void
  /// Called after lines of a record changed, with what they came to before.
  let changed: @Sendable (LinesChange) throws -> Void
  /// Whether the amount of the record under the alias follows its lines, by the sums of the lines
  /// before and after a change; nil when it never does.
  let isFollowing: (@Sendable (_ alias: SQL, _ before: SQL, _ after: SQL) -> SQL)?

  /// Whether records have an amount that follows their lines.
  package var hasAmount: Bool { isFollowing != nil }

  /// The table of the lines.
  package var table: String { noun.table + "_line" }
  /// Its column that names the record.
  package var column: String { noun.table }

  init(
    _ noun: Noun,
    checking: @escaping @Sendable (_ record: Int64, ReadTransaction, Session) throws -> Void =
      { _, _, _ in },
    changed: @escaping @Sendable (LinesChange) throws -> Void = { _ in },
    isFollowing: (@Sendable (_ alias: SQL, _ before: SQL, _ after: SQL) -> SQL)? = nil
  ) {
    self.noun = noun
    self.checking = checking
    self.changed = changed
    self.isFollowing = isFollowing
  }

  /// All of them.
  package static let all: [LineOwner] = [.opportunity, .quote, .contract]
}

/// A change of the lines of one record that just happened.
struct LinesChange {
  let record: Int64
  let before: LineSum
  let after: LineSum
  let db: WriteTransaction
  let session: Session
}

/// What the lines of a record come to.
package struct LineSum: Sendable, Hashable {
  package var count: Int
  /// Minor units; nil when there is no line, or one whose price is not known.
  package var total: Int64?

  package init(_ lines: [Line]) throws {
    count = lines.count
    total = lines.isEmpty ? nil : try lines.total()
  }
}
