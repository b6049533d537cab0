import Catalogue
import Store
import Values

/// Points everything that refers to some records of a table to another one.
///
/// Rows that would then say what another row says already give way to it, and what refers to them is
/// pointed to that one in turn. Nothing refers to itself afterwards.
struct Repointing {
  /// Rows whose column was given another record.
  struct Moved {
    let reference: RecordReference
    let count: Int
  }

  let table: String
  private let noun: Noun?
  private let session: Session
  private let db: WriteTransaction

  init(_ table: String, session: Session, in db: WriteTransaction) throws {
    self.table = table
    self.session = session
    self.db = db
    noun = try session.catalogue.nouns.first { $0.table == table }
  }

  func move(_ ids: [Int64], to survivor: Int64) throws -> [Moved] {
    let references = try RecordReference.all(
      to: table, catalogue: try session.catalogue, in: db)
    try removePairs(among: ids + [survivor], references)
    var moved: [Moved] = []
    for reference in references {
      try giveWay(ids, to: survivor, in: reference)
      let column: SQL = "\(identifier: reference.column)"
      let named: SQL = "\(column) IN \(ids: ids) AND \(isOfNoun(reference))"
      if reference.table == table {
        try db.update(
          table, where: "\(named) AND id = \(survivor)", set: [(reference.column, "NULL")])
      }
      let count = try db.update(
        reference.table, where: named, set: [(reference.column, "\(survivor)")])
      if count > 0 { moved.append(Moved(reference: reference, count: count)) }
    }
    return moved
  }

  private func isOfNoun(_ reference: RecordReference) -> SQL {
    guard let column = reference.nounColumn, let noun else { return "1" }
    return "\(identifier: column) = \(noun.name)"
  }

  /// Takes out what links two of the records, which are one now.
  private func removePairs(among ids: [Int64], _ references: [RecordReference]) throws {
    let nouns = try session.catalogue.nouns
    for (table, columns) in Dictionary(grouping: references, by: \.table).sorted(by: {
      $0.key < $1.key
    }) where columns.count > 1 && !nouns.contains(where: { $0.table == table }) {
      let named = columns.map { "(\(identifier: $0.column) IN \(ids: ids))" as SQL }
      try db.remove(table, where: "\(named.joined(separator: " + ")) > 1")
    }
  }

  // MARK: Conflicts

  /// Lets rows give way that would break a unique index: to the survivor's row, or the oldest.
  private func giveWay(
    _ ids: [Int64], to survivor: Int64, in reference: RecordReference
  ) throws {
    let column: SQL = "\(identifier: reference.column)"
    for index in try UniqueIndex.all(of: reference.table, with: reference.column, in: db) {
      let others = index.columns.filter { $0 != reference.column }
      let isWhole = others.map { "\(identifier: $0) IS NOT NULL" as SQL }
      let partition: SQL = others.isEmpty ? "1" : "\(identifiers: others)"
      let conditions = [
        "\(column) IN \(ids: ids + [survivor])", isOfNoun(reference), index.condition ?? "1",
      ]
      let pairs = try db.rows(
        """
        SELECT id, keeper FROM (
          SELECT id, first_value(id) OVER (PARTITION BY \(partition)
            ORDER BY \(column) <> \(survivor), id) AS keeper
          FROM \(identifier: reference.table) WHERE \((conditions + isWhole).conjunction()))
        WHERE id <> keeper ORDER BY keeper, id
        """, as: Int64.self, Int64.self)
      for (keeper, dropped) in Dictionary(grouping: pairs, by: \.1).sorted(by: { $0.key < $1.key })
      {
        try drop(dropped.map(\.0), for: keeper, from: reference.table, index)
      }
    }
  }

  /// A record that need not be unique once it is deleted is deleted softly; any other row goes.
  private func drop(
    _ ids: [Int64], for keeper: Int64, from table: String, _ index: UniqueIndex
  ) throws {
    _ = try Repointing(table, session: session, in: db).move(ids, to: keeper)
    if index.condition != nil, try db.columns(of: table).contains("deleted_at") {
      try db.update(table, where: "id IN \(ids: ids)", set: [("deleted_at", "\(db.request.at)")])
    } else {
      try db.remove(table, where: "id IN \(ids: ids)")
    }
  }
}
