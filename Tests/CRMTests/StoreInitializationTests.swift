import CRM
import Testing

@Suite struct StoreInitializationTests {
  @Test func aNewStoreHasWhatTheTemplateSays() throws {
    let store = try TestStore()
    try store.session().read { (db) throws in
      #expect(try db.value("SELECT count(*) FROM stage", as: Int.self) == 9)
      #expect(try db.value("SELECT count(*) FROM pool", as: Int.self) == 1)
      #expect(try db.value("SELECT count(*) FROM operation", as: Int.self) == 1)
      #expect(try !db.exists("PRAGMA foreign_key_check"))
    }
  }
}
