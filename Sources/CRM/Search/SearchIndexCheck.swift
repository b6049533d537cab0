import Store
import Values

/// Whether search finds every record: each has its present line in the index, or the journal says
/// that it may have another.
struct SearchIndexCheck {
  static let name = "search finds every record by what it is called"

  /// Hands the records that search would not find to the body, as `customer/42`.
  ///
  /// Of the lines only hashes are kept, eight bytes each.
  static func run(in db: ReadTransaction, _ missing: (String) -> Void) throws {
    let state = try SearchState(in: db)
    for searched in SearchedNoun.all {
      var known: Set<UInt64> = []
      try db.stream("SELECT text FROM search_block WHERE noun = \(searched.noun.name)") { row in
        for line in row.text(0).split(separator: SearchLine.end) {
          known.insert(KeyHash.hash(UnsafeBufferPointer(rebasing: line)))
        }
        return true
      }
      let backlog = try SearchBacklog(of: searched, since: state, in: db)
      let changed = Set(backlog.ids)
      var line: [UInt8] = []
      try db.stream(
        """
        SELECT \(searched.selection("r")) FROM \(identifier: searched.noun.table) r
        WHERE r.deleted_at IS NULL ORDER BY r.id
        """
      ) { row in
        let id = row.integer(0)
        guard !changed.contains(id), !backlog.ranges.contains(where: { $0.contains(id) }) else {
          return true
        }
        line.removeAll(keepingCapacity: true)
        searched.appendLine(of: row, to: &line)
        let hash = line.withUnsafeBufferPointer {
          KeyHash.hash(UnsafeBufferPointer(rebasing: $0.dropFirst()))
        }
        if !known.contains(hash) { missing(searched.noun.reference(id)) }
        return true
      }
    }
  }
}
