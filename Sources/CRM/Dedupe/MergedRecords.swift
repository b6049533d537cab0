import Catalogue
import Store

/// Records that were merged into others: their ids and names go on standing for those.
package struct MergedRecords {
  static let table = "merged_record"

  private let noun: Noun
  private let db: ReadTransaction

  init(_ noun: Noun, in db: ReadTransaction) {
    self.noun = noun
    self.db = db
  }

  /// The record that this one was merged into, however often that was merged itself, and whether
  /// that is deleted; nil for a record that was not merged.
  func survivor(of id: Int64) throws -> (id: Int64, isDeleted: Bool)? {
    try db.row(
      """
      SELECT r.id, r.deleted_at IS NOT NULL FROM merged_record m
      JOIN \(identifier: noun.table) r ON r.id = m.survivor
      WHERE m.noun = \(noun.name) AND m.record = \(id)
      """, as: Int64.self, Bool.self
    ).map { ($0.0, $0.1) }
  }

  /// Notes that records were merged into the survivor, with those that had been merged into them.
  func add(_ ids: [Int64], into survivor: Int64, in db: WriteTransaction) throws {
    try db.update(
      Self.table, where: "noun = \(noun.name) AND survivor IN \(ids: ids)",
      set: [("survivor", "\(survivor)")])
    try db.insert(
      Self.table, columns: ["noun", "record", "survivor"],
      select: "SELECT \(noun.name), value, \(survivor) FROM \(ids: ids) ORDER BY value")
  }

  /// Whether the record of this id was merged into another one, as SQL.
  static func contain(_ noun: Noun, id: SQL) -> SQL {
    """
    EXISTS (SELECT 1 FROM merged_record gone
      WHERE gone.noun = \(noun.name) AND gone.record = \(id))
    """
  }
}
