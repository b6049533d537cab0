import CRM
import Catalogue
import CommandLineKit

/// What the verbs of pools work on: customers, or leads where these are meant.
enum PooledRecords {
  /// `--leads`, for names that do not tell it themselves.
  static func flag<C: Sendable>(_ path: any WritableKeyPath<C, Bool> & Sendable) -> Argument<C> {
    .flag("leads", path, "They are leads; said by lead/ID, too")
  }

  /// Leads are meant when the command says so or names nothing else.
  static func holding(_ references: [String], leads: Bool) -> PoolHolding {
    let prefix = "\(Noun.lead.name)/"
    let namesLeads = !references.isEmpty && references.allSatisfy { $0.hasPrefix(prefix) }
    return leads || namesLeads ? .leads : .customers
  }

  /// "3 customers", "1 lead".
  static func count(_ number: Int, _ holding: PoolHolding) -> String {
    ChangedRecords.count(number, holding.noun)
  }
}
