import CRM
import Catalogue
import Testing

/// What completion in a shell offers for the beginning of a name.
@Suite struct ReferenceCandidatesTests {
  private func candidates(_ noun: Noun, _ prefix: String, limit: Int = 50) throws -> [String] {
    let store = try TestStore()
    let session = store.session()
    _ = try session.write { db in
      for name in ["华为技术有限公司", "华北机械", "Harbour Light", "Harbour Light"] {
        let names = [(try #require(Noun.customer.field("name")), name)]
        _ = try? RecordAddition(.customer, session: session, db: db).add(names)
      }
    }
    return try session.read { db in
      try ReferenceCandidates(noun, session: session, in: db).candidates(for: prefix, limit: limit)
        .map { "\($0.text)|\($0.explanation)" }
    }
  }

  @Test(arguments: [
    ("华", ["华为技术有限公司|customer/1", "华北机械|customer/2"]),
    ("华为（", ["华为技术有限公司|customer/1"]),
    ("ＨＡＲ", ["Harbour Light|customer/3"]),
    ("", ["Harbour Light|customer/3", "华为技术有限公司|customer/1", "华北机械|customer/2"]),
    ("x", []),
  ])
  func findsNamesByTheirKey(_ prefix: String, _ expected: [String]) throws {
    #expect(try candidates(.customer, prefix) == expected)
  }

  @Test func findsOtherNamesAmongTheLatest() throws {
    #expect(try candidates(.role, "SA") == ["sales|role/3"])
    #expect(try candidates(.user, "ad") == ["admin|user/1"])
    #expect(try candidates(.activity, "") == [])
  }

  @Test func stopsAtTheLimit() throws {
    #expect(try candidates(.stage, "", limit: 2) == ["Contract|stage/6", "Engaged|stage/3"])
  }
}
