import Catalogue

/// A value that configures the store as a whole and that people may change.
///
/// It has a command of its own (`score bands`, `customer states`) and its line in the configuration
/// file. What a store is made with (currency, time zone) is no such setting.
package struct Setting: Sendable {
  /// Its name and how it is read, as a field that belongs to no record.
  package let field: Field
  /// The value of a new store, as it is kept.
  package let standard: String

  package var name: String { field.name }

  /// All of them, in the order in which a configuration file has them.
  package static let all = [reversible, bandA, bandB]

  package static let reversible = Setting(
    field: Field(
      "status.reversible", .bool, "One step back", "是否可逆",
      "Whether customers may go back one follow status (customer states)"), standard: "no")

  package static let bandA = Setting(
    field: Field(
      "score.band_a", .integer(scores), "A from", "A 级起点",
      "The score from which on a customer has priority A (score bands)"), standard: "60")

  package static let bandB = Setting(
    field: Field(
      "score.band_b", .integer(scores), "B from", "B 级起点",
      "The score from which on a customer has priority B; C below"), standard: "30")

  private static let scores = Int64.min...Int64.max
}
