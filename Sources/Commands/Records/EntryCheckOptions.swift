import CRM
import Catalogue
import CommandLineKit

/// `--allow-duplicate` and `--strict`, which every way in takes.
enum EntryCheckOptions {
  /// The options for a noun: those that mean something for it.
  static func arguments<C: Sendable>(
    of noun: Noun, _ checks: any WritableKeyPath<C, EntryChecks> & Sendable,
    setsFields: Bool = true
  ) -> [Argument<C>] {
    let hasCodes = noun.fields.contains { $0.type == .socialCreditCode }
    return (DedupeRule.mayRefuse(noun) ? [allowance(checks)] : [])
      + (setsFields && hasCodes ? [strictness(checks)] : [])
  }

  /// The same for a command that serves all nouns.
  static func all<C: Sendable>(
    _ checks: any WritableKeyPath<C, EntryChecks> & Sendable
  ) -> [Argument<C>] {
    [allowance(checks), strictness(checks)]
  }

  private static func allowance<C: Sendable>(
    _ checks: any WritableKeyPath<C, EntryChecks> & Sendable
  ) -> Argument<C> {
    .option(
      name: "allow-duplicate", value: "REASON",
      help: "Let equal records in and keep the reason, which 'crm log' shows; only an admin may",
      apply: { $0[keyPath: checks].allowedDuplicates = try $1.string() })
  }

  private static func strictness<C: Sendable>(
    _ checks: any WritableKeyPath<C, EntryChecks> & Sendable
  ) -> Argument<C> {
    .flag(
      name: "strict", help: "Refuse social credit codes with a wrong length or check digit",
      apply: { $0[keyPath: checks].isStrict = $1 })
  }
}
