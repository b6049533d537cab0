/// The schema of a store: one SQL script per version, each applied once, in order.
package struct Schema: Sendable {
  /// `PRAGMA application_id` of our files: "CRMs".
  package static let applicationID: Int32 = 0x4352_4D73

  /// Their texts are put together when a store needs them: whoever opens one asks for the number only.
  package var migrations: [@Sendable () -> String]

  /// The migrations without the journal's own tables, which come first in every store.
  package init(_ migrations: [@Sendable () -> String]) {
    self.migrations = migrations
  }

  package var version: Int { migrations.count }
}
