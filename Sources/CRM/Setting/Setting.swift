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
  package static let all = [
    customerTypes, reversible, bandA, bandB, protectDays, lockCap, notReadyCap,
    quoteNumber, quoteValidDays, quoteApproval, contractNumber, paymentNumber, attachmentLimit,
  ]

  package static let customerTypes = Setting(
    field: Field(
      "customer.types",
      .choice([
        .init("enterprise", "Enterprises", "企业"), .init("individual", "Individuals", "个人"),
        .init("both", "Both", "企业和个人"),
      ]), "Types of customers", "客户性质范围", "Which types of customers there are (customer types)"),
    standard: "both")

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

  package static let protectDays = Setting(
    field: Field(
      "pool.protect_days", .integer(0...36_500), "Protected days", "保护天数",
      "For so many days after it was created or claimed no rule recycles a customer (pool settings)"
    ),
    standard: "0")

  package static let lockCap = Setting(
    field: Field(
      "pool.lock_cap", .integer(0...10_000_000), "Locked at most", "锁定上限",
      "How many customers an owner may have locked at once (pool settings)"), standard: "20")

  package static let notReadyCap = Setting(
    field: Field(
      "pool.not_ready_cap", .integer(0...10_000_000), "Not ready at most", "暂缓上限",
      "How many customers an owner may keep as not ready yet at once (pool settings)"),
    standard: "20")

  private static let scores = Int64.min...Int64.max
}
