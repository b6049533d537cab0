import Store
import Values

/// Tells the tags of exclusive groups apart before a new record is inserted, so that a file's fault
/// has its line.
final class ExclusiveTags {
  private var tags: [Int64: (name: String, group: String)] = [:]

  init(in db: ReadTransaction) throws {
    for (id, name, group) in try db.rows(
      """
      SELECT t.id, t.name, t."group" FROM tag t
      JOIN dictionary_entry d ON d.name = \(TagGroups.list + ".") || t."group"
      WHERE d.kind = 'exclusive' AND d.deleted_at IS NULL AND t.deleted_at IS NULL
      """, as: Int64.self, String.self, String.self)
    {
      tags[id] = (name, group)
    }
  }

  /// Refuses a record with two tags that exclude each other.
  func check(_ draft: RecordDraft) throws {
    guard !tags.isEmpty, let given = draft.links["tag"] else { return }
    var seen: [String: String] = [:]
    for tag in given.compactMap({ tags[$0] }) {
      if let other = seen.updateValue(tag.name, forKey: tag.group) {
        throw TagGroups.exclusion(
          "a \(draft.noun.name)", group: tag.group, tags: "\(other), \(tag.name)")
      }
    }
  }
}
