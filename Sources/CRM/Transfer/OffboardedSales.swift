import Catalogue
import Store

/// The open quotes and the contracts of a user who leaves; what is decided or void is history.
///
/// A colleague gets them, else whoever owns the customer; at customers in a pool nobody does, and whoever
/// takes the customer from there gets the quotes with it.
struct OffboardedSales {
  private let heir: Heir
  private let db: WriteTransaction
  private let quotes: [Int64]
  private let contracts: [Int64]

  /// Finds them while they are still the user's: quotes go along with the customers.
  init(_ user: Int64, _ heir: Heir, in db: WriteTransaction) throws {
    self.heir = heir
    self.db = db
    quotes = try db.values(
      "SELECT q.id FROM quote q WHERE q.owner = \(user) AND \(OpenQuotes.isOpen("q")) ORDER BY q.id"
    )
    contracts = try db.values(
      """
      SELECT k.id FROM contract k
      WHERE k.owner = \(user) AND k.approval <> 'void' AND k.deleted_at IS NULL ORDER BY k.id
      """)
  }

  /// Only once the customers have their new owners.
  func move(noting manifest: inout TransferManifest) throws {
    for (noun, ids) in [(Noun.quote, quotes), (.contract, contracts)] {
      let owner: SQL = """
        (SELECT c.owner FROM customer c WHERE c.id = \(identifier: noun.table).customer)
        """
      try db.update(
        noun.table, where: "id IN \(ids: ids)",
        set: [("owner", heir.user.map { "\($0)" } ?? owner)])
      try manifest.addByHolder(ids, of: noun, field: "owner", in: db)
    }
  }
}
