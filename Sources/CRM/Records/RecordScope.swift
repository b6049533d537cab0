import Catalogue
import Store

/// The one place that decides which records of a noun the actor's queries see.
///
/// Every list, report and reference goes through it, and with the references every change.
/// Permissions are applied here when they come; until then everybody sees every live record.
package enum RecordScope {
  /// A condition on the table under the given alias.
  ///
  /// Notifications are for their user alone.
  package static func visible(
    _ noun: Noun, alias: String, to actor: Actor, deleted: Bool = false
  ) -> SQL {
    noun.name == Noun.notification.name
      ? "\(identifier: alias).\"user\" = \(actor.id)"
      : deleted
        ? "\(identifier: alias).deleted_at IS NOT NULL"
        : "\(identifier: alias).deleted_at IS NULL"
  }
}
