import Catalogue
import Store
import Values

/// Changes the links behind an N:M field, of any number of records at once.
///
/// Queries of pairs yield `record` and `target`. What changes is worked out first, so that links that
/// stay are not touched, and records that change count as changed now.
struct RecordLinks {
  private let noun: Noun
  private let field: Field
  private let link: FieldType.LinkTable
  private let session: Session
  private let db: WriteTransaction

  init(_ field: Field, of noun: Noun, session: Session, db: WriteTransaction) throws {
    guard case .references(_, let link) = field.type else {
      throw UserError.bug("\(field.name) of \(noun.name) is no list of links")
    }
    self.noun = noun
    self.field = field
    self.link = link
    self.session = session
    self.db = db
  }

  /// Makes the links of each record exactly these; returns the records that changed.
  func replace(with targets: [Int64], on records: [Int64]) throws -> [Int64] {
    try replace(with: Self.pairs(records, targets), on: "SELECT value FROM \(ids: records)")
  }

  /// The same for pairs of a query, and the records of another.
  func replace(with pairs: SQL, on records: SQL) throws -> [Int64] {
    try write(
      adding: pairs,
      removing: """
        l.\(identifier: link.owner) IN (\(records))
        AND (l.\(identifier: link.owner), l.\(identifier: link.target)) NOT IN (\(pairs))
        """)
  }

  /// Makes the links of the pairs, of those records that have none yet.
  func fill(with pairs: SQL) throws -> [Int64] {
    try write(
      adding: """
        SELECT record, target FROM (\(pairs)) p
        WHERE NOT EXISTS (SELECT 1 FROM \(identifier: link.table) l
          WHERE l.\(identifier: link.owner) = p.record)
        """, removing: "0")
  }

  /// Adds some targets to the records and takes others from them.
  func change(_ records: [Int64], adding added: [Int64], removing removed: [Int64]) throws
    -> [Int64]
  {
    try write(
      adding: Self.pairs(records, added),
      removing: """
        l.\(identifier: link.owner) IN \(ids: records)
        AND l.\(identifier: link.target) IN \(ids: removed)
        """)
  }

  private static func pairs(_ records: [Int64], _ targets: [Int64]) -> SQL {
    "SELECT r.value AS record, t.value AS target FROM \(ids: records) r, \(ids: targets) t"
  }

  /// Makes the pairs that are no links yet, and removes the links `l` of the condition.
  private func write(adding pairs: SQL, removing condition: SQL) throws -> [Int64] {
    let new = "new_\(link.table)"
    let old = "old_\(link.table)"
    try db.makeWorkTable(
      new, columns: "record INTEGER, target INTEGER, PRIMARY KEY (record, target)")
    try db.makeWorkTable(old, columns: "id INTEGER PRIMARY KEY, record INTEGER")
    try db.fillWorkTable(
      new,
      select: """
        SELECT record, target FROM (\(pairs)) p
        WHERE NOT EXISTS (SELECT 1 FROM \(identifier: link.table) l
          WHERE l.\(identifier: link.owner) = p.record AND l.\(identifier: link.target) = p.target)
        """)
    try db.fillWorkTable(
      old,
      select: """
        SELECT l.id, l.\(identifier: link.owner) FROM \(identifier: link.table) l WHERE \(condition)
        """)
    let changed: [Int64] = try db.values(
      """
      SELECT record FROM temp.\(identifier: new) UNION SELECT record FROM temp.\(identifier: old)
      ORDER BY 1
      """)
    guard !changed.isEmpty else { return [] }
    try db.remove(link.table, where: "id IN (SELECT id FROM temp.\(identifier: old))")
    try NounBehavior.of(noun).linking(
      NewLinks(
        field: field, pairs: "temp.\(identifier: new)", isHistoric: false, session: session, db: db)
    )
    try db.update(
      noun.table, where: "id IN \(ids: changed)", set: [("updated_at", "\(db.request.at)")],
      touching: false)
    return changed
  }
}
