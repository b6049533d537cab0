import Catalogue
import Store
import Values

/// A record as it is told to whoever comes across it, seen or not: enough for a colleague.
///
/// Of a record that the actor does not see only the beginning of the name and its holder are told.
package struct ToldRecord: Sendable, Equatable {
  /// `customer/7`; nil for a record that the actor does not see.
  package let reference: String?
  package let name: String
  /// `owner li.wei`, `pool public`; nil for what nobody holds.
  package let holder: String?

  init(_ reference: String, name: String, holder: String?, isVisible: Bool) {
    self.reference = isVisible ? reference : nil
    self.name = isVisible ? name : "\(name.prefix(1))***"
    self.holder = holder
  }

  /// `customer/42 '华为' (owner li.wei)`, or `'华***' (owner li.wei)`.
  package var text: String {
    let title = [reference, "'\(name)'"].compactMap { $0 }.joined(separator: " ")
    return holder.map { "\(title) (\($0))" } ?? title
  }

  /// The records of these ids, deleted ones too.
  static func all(
    _ ids: [Int64], of noun: Noun, session: Session, in db: ReadTransaction
  ) throws -> [Int64: ToldRecord] {
    let isVisible = try session.actor().sight.covers(noun, alias: "r")
    let holder: SQL = PoolHolding(of: noun) == nil ? "NULL" : heldBy
    var records: [Int64: ToldRecord] = [:]
    for (id, name, holder, isVisible) in try db.rows(
      """
      SELECT r.id, ifnull(CAST(r.\(identifier: noun.titleField) AS TEXT), ''), \(holder),
        \(isVisible)
      FROM \(identifier: noun.table) r WHERE r.id IN \(ids: ids)
      """, as: Int64.self, String.self, String?.self, Bool.self)
    {
      records[id] = ToldRecord(
        noun.reference(id), name: name, holder: holder, isVisible: isVisible)
    }
    return records
  }

  static func one(
    _ id: Int64, of noun: Noun, session: Session, in db: ReadTransaction
  ) throws -> ToldRecord {
    guard let record = try all([id], of: noun, session: session, in: db)[id] else {
      throw UserError.bug("there is no \(noun.reference(id))")
    }
    return record
  }

  private static let heldBy: SQL = """
    ifnull('owner ' || (SELECT u.login FROM "user" u WHERE u.id = r.owner),
      'pool ' || (SELECT p.name FROM pool p WHERE p.id = r.pool))
    """
}
