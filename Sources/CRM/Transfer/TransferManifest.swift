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
    func column(_ name: String, _ english: String, _ chinese: String) -> Column {
      Column(name, label: Label(english, chinese)[language], kind: .text)
    }
    let columns = [
      column("ref", "Record", "记录"), column("title", "Title", "名称"),
      column("change", "Change", "变更"), column("field", "Field", "字段"),
      column("to", "To", "移交给"),
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
