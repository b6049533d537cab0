import Catalogue
import Store
import Values

/// Finds a record where several nouns are possible: `opportunity/7`, `user/li.wei`, or a customer.
package enum AnyRecord {
  /// Deleted records are found by their id, since their story goes on.
  package static func find(
    _ text: String, session: Session, in db: ReadTransaction
  ) throws -> (noun: Noun, id: Int64) {
    var noun = Noun.customer
    var name = text
    if let slash = text.firstIndex(of: "/"),
      let named = try session.catalogue.noun(String(text[..<slash]))
    {
      noun = named
      name = String(text[text.index(after: slash)...])
    }
    if let id = Int64(name),
      try db.exists(
        """
        SELECT 1 FROM \(identifier: noun.table) r
        WHERE r.id = \(id) AND \(RecordScope.sees(noun, alias: "r", session.actor()))
        """)
    {
      if let survivor = try MergedRecords(noun, in: db).survivor(of: id) {
        session.note(
          "\(noun.reference(id)) was merged into \(noun.reference(survivor.id)), "
            + "where its story goes on")
      }
      return (noun, id)
    }
    return (noun, try ReferenceResolver(noun, session: session, in: db).id(for: name))
  }
}
