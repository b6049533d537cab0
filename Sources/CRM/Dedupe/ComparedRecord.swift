import Catalogue
import Store
import Values

/// A record that is compared with those of the store.
struct ComparedRecord {
  /// The id that it has already, if any.
  var id: Int64?
  /// The keys of all telephone numbers that count for it, those of its contacts included.
  let numbers: () throws -> [String]
  /// The value of a column.
  let value: (String) throws -> Scalar

  /// The numbers in a cell of keys.
  static func keys(in cell: Scalar) -> [String] {
    guard case .text(let text) = cell else { return [] }
    return text.split(separator: " ").map(String.init)
  }
}

extension ComparedRecord {
  /// A record in the making, with the numbers of the contacts that come along.
  init(_ draft: RecordDraft) {
    self.init(
      numbers: {
        let own = draft.scalar(try draft.number(of: DedupeRule.phoneColumn))
        return Self.keys(in: own) + Self.keys(in: .text(draft.contactNumbers))
      }, value: { draft.scalar(try draft.number(of: $0)) })
  }

  /// A record of the store, as it is or with other values in some columns.
  init(_ id: Int64, of noun: Noun, with given: [String: Scalar] = [:], in db: ReadTransaction) {
    let value: (String) throws -> Scalar = { column in
      try given[column]
        ?? db.value(
          "SELECT \(identifier: column) FROM \(identifier: noun.table) WHERE id = \(id)") ?? .null
    }
    self.init(
      id: id,
      numbers: {
        let own = Self.keys(in: try value(DedupeRule.phoneColumn))
        guard noun.name == Noun.customer.name else { return own }
        return try own + Self.contactNumbers(of: id, in: db)
      }, value: value)
  }

  /// A record of the store that is looked at for some of its numbers only.
  init(_ id: Int64, of noun: Noun, gaining numbers: [String], in db: ReadTransaction) {
    let stored = ComparedRecord(id, of: noun, in: db)
    self.init(id: id, numbers: { numbers }, value: stored.value)
  }

  /// The numbers of a customer's contacts; of a deleted one those that went with it.
  private static func contactNumbers(of customer: Int64, in db: ReadTransaction) throws -> [String]
  {
    try db.values(
      """
      SELECT t.phone_key FROM customer c JOIN contact t ON t.customer = c.id
      WHERE c.id = \(customer) AND t.phone_key IS NOT NULL AND t.deleted_at IS c.deleted_at
      """, as: String.self
    ).flatMap { keys(in: .text($0)) }
  }
}
