import CommandLineKit

/// Arguments that the verbs of opportunities share.
extension Argument {
  static func opportunities(
    _ keyPath: any WritableKeyPath<C, [String]> & Sendable
  ) -> Argument {
    .operand(
      "OPPORTUNITY", keyPath, "The opportunities, by id or name", isRequired: true,
      completion: .dynamic("opportunity"))
  }

  static func closingDay(_ keyPath: any WritableKeyPath<C, String?> & Sendable) -> Argument {
    .option("at", value: "DAY", keyPath, "When it was decided; now when not given")
  }
}

extension String {
  /// Nil for an empty text, which as an option's value means "none".
  var nonEmpty: String? { isEmpty ? nil : self }
}
