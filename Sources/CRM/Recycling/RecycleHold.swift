import Catalogue

/// What keeps a customer with its owner up to and including a day, whatever the recycle rules say.
package struct RecycleHold: Sendable {
  /// The machine name, as explanations print it.
  let name: String
  /// The column of the customer that holds the last day.
  let column: String
  /// How many customers an owner may have in it at once.
  let cap: Setting
  /// The option of `pool settings` that says so.
  let capOption: String
  /// What messages say: "2 customers are locked".
  let participle: String

  /// The owner wants to keep it.
  package static let lock = RecycleHold(
    name: "locked", column: "locked_until", cap: .lockCap,
    capOption: "--lock-cap", participle: "locked")

  /// It does not buy yet.
  package static let notReady = RecycleHold(
    name: "not_ready", column: "not_ready_until", cap: .notReadyCap,
    capOption: "--not-ready-cap", participle: "not ready")

  static let all = [lock, notReady]

  /// The day of a hold without an end.
  package static let noEnd = "9999-12-31"
}
