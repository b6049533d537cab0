import Testing

@testable import CRM

/// What `crm search` finds in a store.
enum FoundRecords {
  /// `customer/1 exact` for each record, in order.
  static func search(
    _ text: String, nouns: [String] = [], limit: Int? = nil, in store: TestStore
  ) throws -> [String] {
    try rows(text, nouns: nouns, limit: limit, in: store).map { row in
      let cells = row.split(separator: "|", omittingEmptySubsequences: false)
      return "\(cells[0]) \(cells[4])"
    }
  }

  static func rows(
    _ text: String, nouns: [String] = [], limit: Int? = nil, in store: TestStore
  ) throws -> [String] {
    let whole = try rows(text, nouns: nouns, limit: limit, fewestInPart: 1000, in: store)
    // By several threads, a block at a time; what it says was said.
    let notes = store.notes
    let parts = try rows(text, nouns: nouns, limit: limit, fewestInPart: 1, in: store)
    store.notes = notes
    #expect(parts == whole)
    return whole
  }

  private static func rows(
    _ text: String, nouns: [String], limit: Int?, fewestInPart: Int64, in store: TestStore
  ) throws -> [String] {
    let session = store.session()
    let search = try RecordSearch(
      text, nouns: nouns, limit: limit, fewestInPart: fewestInPart, session: session)
    return try FeedText.rows(of: search.feed(), in: session)
  }

  /// Brings the index up, in blocks of a few records.
  static func index(_ store: TestStore) throws {
    _ = try store.session().write { db in
      try SearchIndex(in: db, allowance: 0, linesPerBlock: 3).keepUp()
    }
  }
}
