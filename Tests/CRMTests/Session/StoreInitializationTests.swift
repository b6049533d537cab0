import CRM
import Store
import Testing

@Suite struct StoreInitializationTests {
  @Test func aNewStoreHasWhatTheTemplateSays() throws {
    let store = try TestStore()
    try store.session().read { (db) throws in
      for (table, expected) in [("stage", 9), ("pool", 2), ("operation", 1)] {
        let count: Int? = try db.value("SELECT count(*) FROM \(identifier: table)")
        #expect(count == expected, "\(table)")
      }
      let dangling = try db.exists("PRAGMA foreign_key_check")
      #expect(!dangling)
    }
  }
}
