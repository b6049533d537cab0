import Catalogue
import Tabular
import Values

/// A record that stands in the way of a new one, or may be meant by it: enough for a colleague.
///
/// Of a record that the actor does not see only the beginning of the name and its holder are told.
package struct DuplicateMatch: Sendable, Equatable {
  package enum Verdict: String, Sendable, CaseIterable {
    /// It is equal: a new one is refused.
    case block
    /// It has something in common that is pointed out.
    case warn
    /// It is equal but was deleted, and can be restored.
    case deleted
    /// Its name is equal, or so apart from the words of its legal form, and no rule takes the two
    /// for one.
    case similar
  }

  package var verdict: Verdict
  /// `customer/7`; nil for a record that the actor does not see.
  package var reference: String?
  package var name: String
  /// `owner li.wei`, `pool public`.
  package var holder: String
  /// When somebody last followed it up.
  package var lastActivity: String?
  /// The fields that are equal.
  package var rule: String

  /// The matches as rows.
  package static func feed(_ matches: [DuplicateMatch], language: Language) -> RowFeed {
    return RowFeed(
      columns: [
        language.column("verdict", "Verdict", "结论"), language.column("ref", "Record", "记录"),
        language.column("name", "Name", "名称"), language.column("holder", "Holder", "归属"),
        language.column("last_activity", "Last activity", "最近跟进", .instant),
        language.column("rule", "Rule", "规则"),
      ]
    ) { _, sink in
      for match in matches {
        sink.row.append(text: match.verdict.rawValue)
        if let reference = match.reference {
          sink.row.append(text: reference)
        } else {
          sink.row.appendNull()
        }
        sink.row.append(text: match.name)
        sink.row.append(text: match.holder)
        if let at = match.lastActivity { sink.row.append(text: at) } else { sink.row.appendNull() }
        sink.row.append(text: match.rule)
        try sink.send()
      }
    }
  }
}
