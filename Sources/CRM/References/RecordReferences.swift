import Catalogue
import Store
import Values

/// Many references to records of one noun, as operands or lines of standard input give them.
package enum RecordReferences {
  /// The ids in the order given, each once; what cannot be resolved goes to `onFailure`, which may
  /// throw.
  package static func resolve(
    _ references: [String], of noun: Noun, session: Session, in db: ReadTransaction,
    onFailure: (UserError) throws -> Void = { throw $0 }
  ) throws -> [Int64] {
    let resolver = try ReferenceResolver(noun, session: session, in: db)
    var ids: [Int64] = []
    var seen: Set<Int64> = []
    for reference in references {
      do {
        let id = try resolver.id(for: reference)
        if seen.insert(id).inserted { ids.append(id) }
      } catch let error as UserError {
        try onFailure(error)
      }
    }
    return ids
  }
}
