import Catalogue
import Store
import Values

/// The amounts of records that get lines from a file: they follow by the same rule as one by one.
struct LineAmounts {
  private let owner: LineOwner
  private let session: Session
  private let db: WriteTransaction
  /// The first line that comes from now on.
  private let firstLine: Int64

  init(of owner: LineOwner, session: Session, in db: WriteTransaction) throws {
    self.owner = owner
    self.session = session
    self.db = db
    firstLine = try db.value("SELECT next FROM counter WHERE name = \(owner.table)") ?? 1
  }

  /// Sets the amounts that follow, and says of how many others the lines come to something else.
  func follow() throws {
    guard let isFollowing = owner.isFollowing else { return }
    let table = owner.noun.table
    let before = sum("l.id < \(firstLine)")
    let after = sum("1")
    let records: SQL = """
      SELECT \(identifier: owner.column) FROM \(identifier: owner.table) WHERE id >= \(firstLine)
      """
    let following: [Int64] = try db.values(
      """
      SELECT r.id FROM \(identifier: table) r
      WHERE r.id IN (\(records)) AND r.amount IS NOT \(after) AND \(isFollowing("r", before, after))
      ORDER BY r.id
      """)
    if !following.isEmpty {
      try db.update(
        table, where: "id IN \(ids: following)",
        set: [("amount", sum("1", of: "\(identifier: table).id"))])
      try NounBehavior.of(owner.noun).changed(
        RecordChange(
          noun: owner.noun, ids: following, fields: ["amount"], db: db, session: session))
    }
    try tellOthers(among: records, after)
  }

  private func tellOthers(among records: SQL, _ after: SQL) throws {
    let row = try db.row(
      """
      SELECT count(*), min(r.id) FROM \(identifier: owner.noun.table) r
      WHERE r.id IN (\(records)) AND r.amount IS NOT \(after)
      """, as: Int.self, Int64?.self)
    guard let row, let first = row.1 else { return }
    let count = row.0
    let name = count == 1 ? owner.noun.name : owner.noun.plural
    session.note(
      "\(count.grouped) \(name) keep\(count == 1 ? "s" : "") an amount other than the sum of the "
        + "lines, the first is \(owner.noun.reference(first))")
  }

  /// What the lines come to; NULL when there is none, or one without a price.
  private func sum(_ condition: SQL, of record: SQL = "r.id") -> SQL {
    """
    (SELECT iif(count(*) = count(l.subtotal), sum(l.subtotal), NULL)
      FROM \(identifier: owner.table) l
      WHERE l.\(identifier: owner.column) = \(record) AND \(condition))
    """
  }
}
