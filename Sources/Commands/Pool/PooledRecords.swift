import CRM
import Catalogue
import CommandLineKit
import Values

/// What the verbs of pools work on: customers, or leads where these are meant.
enum PooledRecords {
  /// `--leads`, for names that do not tell it themselves.
  static func flag<C: Sendable>(_ path: any WritableKeyPath<C, Bool> & Sendable) -> Argument<C> {
    .flag("leads", path, "They are leads; said by lead/ID, too")
  }

  /// Leads are meant when the command says so or names nothing else; it never takes both.
  static func holding(_ references: [String], leads: Bool) throws(UserError) -> PoolHolding {
    func isOf(_ noun: Noun, _ text: String) -> Bool { text.hasPrefix("\(noun.name)/") }
    let lead = references.first { isOf(.lead, $0) }
    guard leads || lead != nil else { return .customers }
    if let other = references.first(where: { leads ? isOf(.customer, $0) : !isOf(.lead, $0) }) {
      throw UserError(
        .usage,
        "\(leads ? "--leads" : "'\(lead ?? "")'") and '\(other)' do not go together: a command takes "
          + "customers or leads, not both",
        hints: isOf(.customer, other)
          ? ["give the customers a command of their own"]
          : ["give the leads a command of their own; --leads says that all of them are leads"])
    }
    return .leads
  }

  /// "3 customers", "1 lead".
  static func count(_ number: Int, _ holding: PoolHolding) -> String {
    ChangedRecords.count(number, holding.noun)
  }
}
