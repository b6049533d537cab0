import Values

/// How much money a contract, a receivable or a payment may be about.
enum ContractAmount {
  /// In minor units: what is larger is a slip of the keyboard, and sums of such amounts would leave the range of
  /// numbers.
  static let largest: Int64 = 1_000_000_000_000_000

  static func check(_ amount: Int64, of subject: String) throws {
    guard amount.magnitude <= largest.magnitude else {
      throw UserError(.usage, "the amount of \(subject) is too large", code: "E_AMOUNT")
    }
  }
}
