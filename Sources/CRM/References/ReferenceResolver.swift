import Catalogue
import Store
import Values

/// Finds the record of a noun that a text names.
///
/// In order: `noun/7`, the external id, then the identifying fields of the noun together (login, code,
/// name …). Names with a key column are compared by key, so that spelling variants of one name find it.
/// On a command line a bare number is an id; in a file it never is. What named a record that was
/// merged into another one names that one.
package final class ReferenceResolver {
  package let noun: Noun
  private let db: ReadTransaction
  private let session: Session
  private let allowsBareID: Bool
  /// What the actor may see, as a condition on the table under the alias `r`.
  private let isVisible: SQL
  /// Narrows the candidates, such as the stages of one pipeline.
  private let restriction: SQL?
  private var cache: [String: Int64] = [:]

  package init(
    _ noun: Noun, session: Session, in db: ReadTransaction, allowsBareID: Bool = true,
    restrictedTo restriction: SQL? = nil
  ) throws {
    self.noun = noun
    self.db = db
    self.session = session
    isVisible = RecordScope.visible(noun, alias: "r", to: try session.actor())
    self.allowsBareID = allowsBareID
    self.restriction = restriction
  }

  /// The id of the live record that the text names.
  package func id(for text: String, field: String? = nil) throws -> Int64 {
    if let known = cache[text] { return known }
    let ids = try candidates(for: text)
    guard let id = ids.first else { throw try notFound(text, field: field) }
    guard ids.count == 1 else { throw try ambiguous(text, ids: ids) }
    if cache.count > 100_000 { cache.removeAll() }
    cache[text] = id
    return id
  }

  /// All live records that the text names; throws when there is none.
  package func ids(for text: String) throws -> [Int64] {
    let ids = try candidates(for: text)
    guard !ids.isEmpty else { throw try notFound(text, field: nil) }
    return ids
  }

  /// Makes later look-ups of the text find a record that was just created.
  package func remember(_ text: String, as id: Int64) { cache[text] = id }

  /// Live records; deleted ones match only when they live on in another record.
  private func candidates(for text: String) throws -> [Int64] {
    let ids = try liveCandidates(for: text)
    return ids.isEmpty ? try survivors(of: text) : ids
  }

  private func liveCandidates(for text: String) throws -> [Int64] {
    if let id = writtenID(text) {
      return try live("id = \(id)")
    }
    var all: [Int64] = []
    for field in ["external_id"] + noun.identifyingFields {
      let found: [Int64]
      if noun.field(field)?.key == .name {
        let key = NameKey.key(of: text)
        found = key.isEmpty ? [] : try live("\(identifier: "\(field)_key") = \(key)")
      } else {
        found = try live("\(identifier: field) = \(text)")
      }
      // Of several that share a key, the one spelt exactly so is meant.
      if found.count > 1, noun.field(field)?.key == .name {
        let exact = try live("id IN \(ids: found) AND \(identifier: field) = \(text)")
        if exact.count == 1 { return exact }
      }
      if field == "external_id", !found.isEmpty { return found }
      // What is the login of one and the name of another names both.
      all += found.filter { !all.contains($0) }
    }
    // Of those that share a name, the one is meant that is alone to have it.
    if all.count > 1, !noun.uniqueConditions.isEmpty, noun.field("active") != nil {
      let active = try live("id IN \(ids: all) AND active = 1")
      if active.count == 1 { return active }
    }
    return all
  }

  private func live(_ predicate: SQL) throws -> [Int64] {
    try db.values(
      """
      SELECT id FROM \(identifier: noun.table) r
      WHERE (\(predicate)) AND \(isVisible) AND (\(restriction ?? "1")) ORDER BY id LIMIT 100
      """)
  }

  /// The records that merged ones of this id, external id or name became.
  private func survivors(of text: String) throws -> [Int64] {
    guard try hasMerged else { return [] }
    var named: [SQL] = ["m.external_id = \(text)"]
    for field in noun.identifyingFields {
      named.append(
        noun.field(field)?.key == .name
          ? "m.\(identifier: "\(field)_key") = \(NameKey.key(of: text))"
          : "m.\(identifier: field) = \(text)")
    }
    let isNamed = writtenID(text).map { "m.id = \($0)" as SQL } ?? named.joined(separator: " OR ")
    let ids: [Int64] = try db.values(
      """
      SELECT DISTINCT r.id FROM \(identifier: noun.table) m
      JOIN merged_record g ON g.noun = \(noun.name) AND g.record = m.id
      JOIN \(identifier: noun.table) r ON r.id = g.survivor
      WHERE (\(isNamed)) AND m.deleted_at IS NOT NULL AND \(isVisible)
        AND (\(restriction ?? "1")) ORDER BY 1 LIMIT 100
      """)
    if allowsBareID, let id = ids.first, ids.count == 1 {
      session.note("'\(text)' was merged into \(noun.reference(id))")
    }
    return ids
  }

  private lazy var anyMerged = Result {
    try db.exists("SELECT 1 FROM merged_record WHERE noun = \(noun.name)")
  }

  private var hasMerged: Bool { get throws { try anyMerged.get() } }

  private func writtenID(_ text: String) -> Int64? {
    if let slash = text.firstIndex(of: "/"), text[..<slash] == noun.name {
      return Int64(text[text.index(after: slash)...])
    }
    return allowsBareID ? Int64(text) : nil
  }

  // MARK: Errors

  private func notFound(_ text: String, field: String?) throws -> UserError {
    var hints: [String] = []
    let deleted = try deletedMatch(text)
    if let deleted {
      hints.append(
        "\(noun.reference(deleted)) has this name but was deleted; "
          + "'crm \(noun.command) restore \(deleted)' brings it back")
    } else if let near = try nearNames(text) {
      hints.append(near)
    }
    let subject = field.map { $0 == noun.name ? "" : "\($0): " } ?? ""
    return UserError(
      .notFound, "\(subject)no \(noun.name) '\(text)'", code: "E_REFERENCE", hints: hints)
  }

  private func deletedMatch(_ text: String) throws -> Int64? {
    let field = noun.titleField
    let predicate: SQL =
      if let id = writtenID(text) { "id = \(id)" } else { "\(identifier: field) = \(text)" }
    return try db.value(
      """
      SELECT id FROM \(identifier: noun.table)
      WHERE \(predicate) AND deleted_at IS NOT NULL ORDER BY id DESC LIMIT 1
      """)
  }

  /// Near names are looked for in small tables only; in a large one the names that share the
  /// beginning are candidates enough.
  private func nearNames(_ text: String) throws -> String? {
    guard let title = noun.field(noun.titleField), !noun.identifyingFields.isEmpty else {
      return nil
    }
    var names: [String] = []
    for field in noun.identifyingFields {
      names += try db.values(
        """
        SELECT \(identifier: field) FROM \(identifier: noun.table) r
        WHERE \(isVisible) AND \(identifier: field) IS NOT NULL AND (\(restriction ?? "1"))
        ORDER BY id LIMIT 1000
        """)
    }
    if let column = title.keyColumn, let first = NameKey.key(of: text).first {
      let start = String(first)
      names += try db.values(
        """
        SELECT \(identifier: title.column) FROM \(identifier: noun.table) r
        WHERE \(identifier: column) >= \(start) AND \(identifier: column) < \(start + "\u{10FFFF}")
          AND \(isVisible) LIMIT 1000
        """)
    }
    return NearestNames.hint(for: text, among: names)
  }

  private func ambiguous(_ text: String, ids: [Int64]) throws -> UserError {
    let names: [String] = try db.values(
      """
      SELECT '\(SQL(text: noun.name))/' || id || ' ' || \(identifier: noun.titleField)
      FROM \(identifier: noun.table) WHERE id IN \(ids: ids) ORDER BY id LIMIT 4
      """)
    return UserError(
      .ambiguous, "'\(text)' names more than one \(noun.name)", code: "E_AMBIGUOUS",
      hints: ["candidates: \(names.joined(separator: ", "))", "name one as \(noun.name)/ID"])
  }
}
