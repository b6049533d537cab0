import Catalogue
import Store
import Values

/// The groups of tags: entries of the list `tag.group`, of the kind `free` or `exclusive`.
///
/// Of an exclusive group a record has at most one tag.
enum TagGroups {
  static let list = "tag.group"

  /// The nouns that carry tags, and their tables of links.
  static let carriers: [(noun: Noun, link: FieldType.LinkTable)] = Catalogue.builtIn.nouns
    .compactMap { noun in
      for field in noun.fields {
        if case .references(Noun.tag.name, let link) = field.type { return (noun, link) }
      }
      return nil
    }

  /// Makes links of records that carry tags; no two tags of one may exclude each other.
  @Sendable
  static func link(_ links: NewLinks) throws {
    try links.insert()
    guard case .references(_, let table) = links.field.type,
      let carrier = carriers.first(where: { $0.link == table })
    else { return }
    try refuse(
      carrier.noun, table,
      where: "l.\(identifier: table.owner) IN (SELECT record FROM \(links.pairs))",
      in: links.db)
  }

  /// Refuses records that carry two tags of one exclusive group, one of them a tag `t` of the
  /// condition.
  static func check(where condition: SQL, in db: ReadTransaction) throws {
    for (noun, link) in carriers {
      try refuse(
        noun, link,
        where: """
          t."group" IN (SELECT t."group" FROM tag t WHERE \(condition))
          """, in: db)
    }
  }

  private static func refuse(
    _ noun: Noun, _ link: FieldType.LinkTable, where condition: SQL, in db: ReadTransaction
  ) throws {
    guard
      let (record, group, tags) = try db.row(
        violations(noun, link, where: condition) + " LIMIT 1", as: Int64.self, String.self,
        String.self)
    else { return }
    throw exclusion(noun.reference(record), group: group, tags: tags)
  }

  /// The records with more than one tag of an exclusive group: their ids, the group, the tags.
  static func violations(
    _ noun: Noun, _ link: FieldType.LinkTable, where condition: SQL = "1"
  ) -> SQL {
    """
    SELECT l.\(identifier: link.owner) AS record, t."group", group_concat(t.name, ', ')
    FROM \(identifier: link.table) l JOIN tag t ON t.id = l.\(identifier: link.target)
    JOIN dictionary_entry d ON d.name = \(list + ".") || t."group" AND d.deleted_at IS NULL
      AND d.kind = 'exclusive'
    WHERE \(condition)
    GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 1, 2
    """
  }

  /// The group of every tag that excludes the others of its group.
  static func exclusive(in db: ReadTransaction) throws -> [Int64: String] {
    var groups: [Int64: String] = [:]
    for (tag, group) in try db.rows(
      """
      SELECT t.id, t."group" FROM tag t
      JOIN dictionary_entry d ON d.name = \(list + ".") || t."group" AND d.deleted_at IS NULL
      WHERE d.kind = 'exclusive'
      """, as: Int64.self, String.self)
    {
      groups[tag] = group
    }
    return groups
  }

  static func exclusion(_ subject: String, group: String, tags: String) -> UserError {
    UserError(
      .no, "\(subject) cannot have more than one tag of the group '\(group)': \(tags)",
      code: "E_EXCLUSIVE", hints: ["take one of them off, or leave it away"])
  }
}
