import Catalogue
import Store
import Values

/// The records that have an entry of an option list as a value.
package struct DictUse {
  private let session: Session
  private let db: ReadTransaction

  package init(session: Session, db: ReadTransaction) {
    self.session = session
    self.db = db
  }

  /// Refuses to delete entries that records have.
  func check(_ ids: [Int64]) throws {
    for (list, key) in try keys(of: ids) {
      let uses = try uses(of: key, in: list)
      guard !uses.isEmpty else { continue }
      let text = uses.map { "\($0.count.counted("\($0.noun.name)"))" }.joined(separator: ", ")
      throw UserError(
        .no, "\(list).\(key) is in use by \(text)", code: "E_IN_USE",
        hints: [
          "--replace-with KEY gives them another value",
          "'crm dict edit \(list).\(key) --active no' only keeps new records from it",
        ])
    }
  }

  /// Gives another entry of the same list to all records that have one of these.
  ///
  /// Deleted records too: restored, they must not have a value that is gone. Returns how many.
  package func replace(
    _ ids: [Int64], with replacement: String, in db: WriteTransaction
  ) throws -> Int {
    var count = 0
    for (list, key) in try keys(of: ids) {
      let options = try OptionList(list, in: db)
      guard let other = options.key(for: replacement) else {
        throw options.unknown(replacement, field: "replace-with")
      }
      guard other != key else {
        throw UserError(.usage, "\(list).\(key) cannot replace itself")
      }
      count += try replace(key, in: list, with: other, db)
    }
    return count
  }

  /// Gives the other entry to all records that have this one.
  @Sendable
  static func replace(
    _ id: Int64, with other: Int64, session: Session, in db: WriteTransaction
  ) throws -> Int {
    let use = DictUse(session: session, db: db)
    guard let (list, key) = try use.keys(of: [id]).first,
      let (_, replacement) = try use.keys(of: [other]).first
    else { throw UserError.bug("there is no option \(id) or \(other)") }
    return try use.replace(key, in: list, with: replacement, db)
  }

  private func replace(
    _ key: String, in list: String, with other: String, _ db: WriteTransaction
  ) throws -> Int {
    var count = 0
    for (noun, field) in try fields(of: list) {
      let ids: [Int64] = try db.values(records(with: key, in: list, field, of: noun))
      guard !ids.isEmpty else { continue }
      if field.isLink {
        let links = try RecordLinks(field, of: noun, session: session, db: db)
        _ = try links.change(
          ids, adding: [try OptionList.entry(other, in: list, db)],
          removing: [try OptionList.entry(key, in: list, db)])
      } else if list == FollowStates.list {
        try StatusEvents.write(ids, to: "\(other)", in: db)
      } else {
        try db.update(
          noun.table, where: "id IN \(ids: ids)", set: [(field.column, "\(other)")])
      }
      count += ids.count
      try NounBehavior.of(noun).changed(
        RecordChange(noun: noun, ids: ids, fields: [field.column], db: db, session: session))
    }
    return count
  }

  /// How many records have one of the entries, deleted records included.
  func count(_ ids: [Int64]) throws -> Int {
    try keys(of: ids).reduce(0) { sum, entry in
      try uses(of: entry.key, in: entry.list).reduce(sum) { $0 + $1.count }
    }
  }

  private func keys(of ids: [Int64]) throws -> [(list: String, key: String)] {
    try db.rows(
      "SELECT dictionary, key FROM dictionary_entry WHERE id IN \(ids: ids) ORDER BY id",
      as: String.self, String.self
    ).map { ($0.0, $0.1) }
  }

  private func uses(of key: String, in list: String) throws -> [(noun: Noun, count: Int)] {
    try fields(of: list).compactMap { noun, field in
      let records = records(with: key, in: list, field, of: noun)
      let count: Int = try db.value("SELECT count(*) FROM (\(records))") ?? 0
      return count > 0 ? (noun, count) : nil
    }
  }

  /// The fields whose values are entries of the list.
  private func fields(of list: String) throws -> [(noun: Noun, field: Field)] {
    try session.catalogue.nouns.flatMap { noun in
      noun.fields.filter { $0.type.optionList == list }.map { (noun, $0) }
    }
  }

  /// The ids of the records that have the entry as a value of the field.
  private func records(with key: String, in list: String, _ field: Field, of noun: Noun) -> SQL {
    guard case .references(_, let link) = field.type else {
      return "SELECT id FROM \(identifier: noun.table) WHERE \(identifier: field.column) = \(key)"
    }
    return """
      SELECT \(identifier: link.owner) FROM \(identifier: link.table)
      WHERE \(identifier: link.target) = (SELECT id FROM dictionary_entry
        WHERE name = \("\(list).\(key)") AND deleted_at IS NULL)
      """
  }
}

extension OptionList {
  /// All option lists: those that fields take their values from, and the reasons for a release.
  static func names(in catalogue: Catalogue) -> [String] {
    var names: [String] = []
    for field in catalogue.nouns.flatMap(\.fields) {
      if let name = field.type.optionList, !names.contains(name) { names.append(name) }
    }
    return names + [Release.reasons]
  }
}
