import Catalogue
import Store
import Values

/// What an entry of an option list is to the program, in those lists where that differs from entry to
/// entry.
enum EntryKind {
  /// The kinds of every list that has any; the first is that of a new entry.
  private static let kinds: [String: [String]] = [
    FollowStates.list: ["middle", "initial", "won", "lost"],
    TagGroups.list: ["free", "exclusive"],
  ]

  /// The kind of a new entry of the list; nil in a list without kinds.
  static func standard(in list: String) -> String? { kinds[list]?.first }

  /// Refuses a kind that the list does not have.
  static func check(_ kind: String?, in list: String) throws {
    guard let known = kinds[list] else {
      guard kind == nil else {
        throw UserError(
          .usage, "entries of \(list) have no kind", code: "E_KIND",
          hints: ["lists with kinds: \(kinds.keys.sorted().joined(separator: ", "))"])
      }
      return
    }
    guard let kind, known.contains(kind) else {
      throw UserError(
        .usage, "an entry of \(list) has one of the kinds \(known.joined(separator: ", "))",
        code: "E_KIND")
    }
  }
}
