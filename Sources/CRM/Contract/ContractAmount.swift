import Values

/// How much money a contract, a receivable or a payment may be about.
enum ContractAmount {
  /// Refuses a sum of lines that is more than an amount may be.
  static func check(_ amount: Int64, of subject: String) throws {
    guard amount.magnitude <= Money.largest.magnitude else {
      throw UserError(.usage, "the amount of \(subject) is too large", code: "E_AMOUNT")
    }
  }
}
