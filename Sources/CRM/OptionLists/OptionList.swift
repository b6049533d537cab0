import Catalogue
import Store
import Values

/// The entries of one option list, found by key or by label in either language.
package struct OptionList: Sendable {
  package struct Entry: Sendable {
    package var key: String
    package var label: Label
    package var isActive: Bool
  }

  package let name: String
  package private(set) var entries: [Entry] = []
  private var keys: [String: String] = [:]

  package init(_ name: String, in db: ReadTransaction) throws {
    self.name = name
    let rows = try db.rows(
      """
      SELECT key, label_en, label_zh, active FROM dictionary_entry
      WHERE dictionary = \(name) AND deleted_at IS NULL ORDER BY position, id
      """, as: String.self, String.self, String.self, Bool.self)
    for row in rows {
      add(Entry(key: row.0, label: Label(row.1, row.2), isActive: row.3))
    }
  }

  /// The number of the record that is the entry.
  static func entry(_ key: String, in list: String, _ db: ReadTransaction) throws -> Int64 {
    guard
      let id: Int64 = try db.value(
        "SELECT id FROM dictionary_entry WHERE name = \("\(list).\(key)") AND deleted_at IS NULL")
    else { throw UserError.bug("\(list) has no entry \(key)") }
    return id
  }

  package mutating func add(_ entry: Entry) {
    entries.append(entry)
    for text in [entry.label.english, entry.label.chinese, entry.key] {
      keys[NameKey.key(of: text)] = entry.key
    }
  }

  /// Whether new values may be the entry of this key.
  package func isActive(_ key: String) -> Bool {
    entries.first { $0.key == key }?.isActive ?? false
  }

  /// The key that the text names.
  package func key(for text: String) -> String? {
    keys[NameKey.key(of: text)]
  }

  /// The label of a key; a key that is no longer listed is its own label.
  package func label(of key: String, in language: Language) -> String {
    entries.first { $0.key == key }?.label[language] ?? key
  }

  package func unknown(_ text: String, field: String) -> UserError {
    var hints: [String] = []
    let active = entries.filter(\.isActive)
    if let near = NearestNames.hint(
      for: text, among: active.flatMap { [$0.key, $0.label.english, $0.label.chinese] })
    {
      hints.append(near)
    } else if !active.isEmpty, active.count <= 12 {
      hints.append("one of: \(active.map(\.key).joined(separator: ", "))")
    }
    return UserError(
      .notFound, "\(field) '\(text)' is not in the list \(name)", code: "E_OPTION", hints: hints)
  }
}
