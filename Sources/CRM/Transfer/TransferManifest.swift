import Catalogue
import Store
import Tabular
import Values

/// What went from one user to others: a row for every record, rendered after the transaction has ended.
package struct TransferManifest: Sendable {
  /// What happened to a record.
  package enum Change: String, Sendable {
    case moved, cancelled, ended, cleared, deleted, disabled
  }

  /// Records to which the same happened, kept small because there may be a million.
  private struct Group: Sendable {
    var noun: Noun
    var ids: [Int64]
    var change: Change
    var field: String?
    var to: String?
  }

  private var groups: [Group] = []

  /// Adds records of which the field named somebody else, or nobody, from then on.
  mutating func add(
    _ ids: [Int64], of noun: Noun, _ change: Change = .moved, field: String? = nil,
    to: String? = nil
  ) {
    guard !ids.isEmpty else { return }
    groups.append(Group(noun: noun, ids: ids, change: change, field: field, to: to))
  }

  /// Adds records by the users whom the field names now.
  mutating func addByHolder(
    _ ids: [Int64], of noun: Noun, field: String, in db: ReadTransaction
  ) throws {
    let rows = try db.rows(
      """
      SELECT u.login, r.id FROM \(identifier: noun.table) r
      LEFT JOIN "user" u ON u.id = r.\(identifier: field) WHERE r.id IN \(ids: ids) ORDER BY 1, 2
      """, as: String?.self, Int64.self)
    for (login, group) in Dictionary(grouping: rows, by: \.0)
      .sorted(by: { ($0.key ?? "") < ($1.key ?? "") })
    {
      add(group.map(\.1), of: noun, login == nil ? .cleared : .moved, field: field, to: login)
    }
  }

  package var isEmpty: Bool { groups.isEmpty }

  /// `customer/7` and so on, in the order of the rows.
  package var references: [String] {
    groups.flatMap { group in group.ids.map(group.noun.reference) }
  }

  /// How many records of each noun, in the order of the rows: `2 customers, 1 task`.
  package var counts: [(noun: Noun, count: Int)] {
    var counts: [(noun: Noun, count: Int)] = []
    for group in groups {
      if let index = counts.firstIndex(where: { $0.noun.name == group.noun.name }) {
        counts[index].count += group.ids.count
      } else {
        counts.append((group.noun, group.ids.count))
      }
    }
    return counts
  }

  package func feed(in language: Language) -> RowFeed {
    let columns = [
      language.column("ref", "Record", "记录"), language.column("title", "Title", "名称"),
      language.column("change", "Change", "变更"), language.column("field", "Field", "字段"),
      language.column("to", "To", "移交给"),
    ]
    let groups = groups
    return RowFeed(columns: columns) { db, sink in
      for group in groups { try Self.send(group, in: db, to: &sink) }
    }
  }

  /// Titles are looked up by the thousand, so that nothing holds a million of them.
  private static func send(
    _ group: Group, in db: ReadTransaction, to sink: inout RowSink
  ) throws {
    var rest = group.ids[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(1000))
      rest = rest.dropFirst(1000)
      var titles: [Int64: String] = [:]
      for (id, title) in try db.rows(
        """
        SELECT id, CAST(\(identifier: group.noun.titleField) AS TEXT)
        FROM \(identifier: group.noun.table) WHERE id IN \(ids: part)
        """, as: Int64.self, String?.self)
      {
        titles[id] = title
      }
      for id in part {
        sink.row.append(text: group.noun.reference(id))
        for text in [titles[id], group.change.rawValue, group.field, group.to] {
          if let text { sink.row.append(text: text) } else { sink.row.appendNull() }
        }
        try sink.send()
      }
    }
  }
}
