import CRM
import Catalogue
import CommandLineKit
import Values

extension Array {
  /// The opportunities that a verb works on, named or selected by conditions.
  static func opportunities<C>(
    _ selection: any WritableKeyPath<C, RecordSelection> & Sendable
  ) -> [Argument<C>] where Element == Argument<C> {
    FilterArguments.selection(of: .opportunity, selection, "The opportunities, by id or name")
  }
}

/// Arguments that the verbs of opportunities share.
extension Argument {
  static func closingDay(_ keyPath: any WritableKeyPath<C, String?> & Sendable) -> Argument {
    .option("at", value: "DAY", keyPath, "When it was decided; now when not given")
  }
}

extension String {
  /// Nil for a text of nothing or of spaces, which as an option's value means "none".
  var nonEmpty: String? { TrimmedBytes.trimmed(self).isEmpty ? nil : self }
}
