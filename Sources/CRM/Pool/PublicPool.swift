import Store
import Values

/// The built-in pool: it always exists and takes what has no other place.
enum PublicPool {
  static let name = "public"

  static func id(in db: ReadTransaction) throws -> Int64 {
    guard let id: Int64 = try db.value("SELECT min(id) FROM pool WHERE deleted_at IS NULL") else {
      throw UserError(.configuration, "the store has no pool 'public'", hints: ["run 'crm fsck'"])
    }
    return id
  }
}
