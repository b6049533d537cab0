/// The schema of a store: one SQL script per version, each applied once, in order.
package struct Schema: Sendable {
  /// `PRAGMA application_id` of our files: "CRMs".
  package static let applicationID: Int32 = 0x4352_4D73

  package var migrations: [String]

  /// The migrations without the journal's own tables, which come first in every store.
  package init(_ migrations: [String]) {
    self.migrations = migrations
  }

  package var version: Int { migrations.count }
}
