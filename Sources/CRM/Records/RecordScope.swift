import Catalogue
import Store

/// The one place that decides which records of a noun the actor's queries see.
///
/// Every list, report and reference goes through it, and with the references every change.
/// Permissions are applied here when they come; until then everybody sees every live record, except
/// in pools that are for others.
package enum RecordScope {
  /// A condition on the table under the given alias.
  ///
  /// Notifications are for their user alone.
  package static func visible(
    _ noun: Noun, alias: String, to actor: Actor, deleted: Bool = false
  ) -> SQL {
    if noun.name == Noun.notification.name { return sees(noun, alias: alias, actor) }
    let presence: SQL =
      deleted
      ? "\(identifier: alias).deleted_at IS NOT NULL" : "\(identifier: alias).deleted_at IS NULL"
    guard !actor.sight.pools.isEmpty else { return presence }
    return "(\(presence) AND \(sees(noun, alias: alias, actor)))"
  }

  /// The same of records that are there and of deleted ones, whose story can be told.
  package static func sees(_ noun: Noun, alias: String, _ actor: Actor) -> SQL {
    noun.name == Noun.notification.name
      ? "\(identifier: alias).\"user\" = \(actor.id)" : actor.sight.covers(noun, alias: alias)
  }
}
