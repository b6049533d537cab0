import CRM
import Catalogue
import ProgramTesting
import Store
import Testing
import Values

/// Tags, and groups of which a record has at most one, on every way in.
@Suite struct TagTests {
  private let fixture: ImportFixture

  init() throws {
    fixture = try ImportFixture()
    try fixture.report(
      "dictionary,key,kind\ntag.group,size,exclusive\ntag.group,fun,\n", into: .dict)
    try fixture.report(
      "name,group\nVIP,\nold,\nbig,size\nsmall,size\nblue,fun\nred,fun\n", into: .tag)
    try fixture.report("name,tag\nAcme,\"vip,big\"\nGlobex,\nInitech,\"red，blue\"\n")
  }

  @Test func tagsAreFoundByAnySpelling() throws {
    #expect(try tags() == ["Acme:VIP,big", "Globex:", "Initech:blue,red"])
    #expect(try fixture.faults("name\nｖｉｐ\n", into: .tag) == ["E_DUPLICATE 2:-"])
    #expect(try customers(where: "tag = 'ＶＩＰ' and tags = big") == ["Acme"])
    #expect(try customers(where: "标签 in (red, big)") == ["Acme", "Initech"])
    #expect(try customers(where: "not tag = vip") == ["Globex", "Initech"])
    #expect(try customers(where: "tag is missing") == ["Globex"])
  }

  @Test func taggingIsIdempotent() throws {
    #expect(try change(["Acme", "Globex"], adding: ["VIP", "old"]) == [1, 2])
    #expect(try change(["Acme", "Globex"], adding: ["VIP", "old"]) == [])
    #expect(try change(["Globex", "Initech"], removing: ["VIP"]) == [2])
    #expect(try tags() == ["Acme:VIP,big,old", "Globex:old", "Initech:blue,red"])
    _ = try OperationUndo(fixture.store.session()).undo(nil, isPartial: false)
    #expect(try tags() == ["Acme:VIP,big,old", "Globex:VIP,old", "Initech:blue,red"])
    try fixture.store.expectSound()
  }

  /// Any sequence of changes leaves what sets of names say, and never two tags that exclude each
  /// other.
  @Test(arguments: 0..<8) func tagsBehaveLikeSets(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let names = ["VIP", "old", "big", "small", "blue", "red"]
    var model: [String: Set<String>] = [
      "Acme": ["VIP", "big"], "Globex": [], "Initech": ["blue", "red"],
    ]
    for _ in 0..<25 {
      let subjects = model.keys.sorted().filter { _ in Bool.random(using: &generator) }
      let added = Set(names.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 })
      let removed = Set(names.filter { _ in Bool.random(using: &generator) }).subtracting(added)
      guard !subjects.isEmpty, !added.isEmpty || !removed.isEmpty else { continue }
      let wanted = Dictionary(
        uniqueKeysWithValues: subjects.map {
          ($0, (model[$0] ?? []).subtracting(removed).union(added))
        })
      let isRight = wanted.values.allSatisfy { !$0.isSuperset(of: ["big", "small"]) }
      do {
        try change(subjects, adding: added.sorted(), removing: removed.sorted())
        #expect(isRight)
        model.merge(wanted) { $1 }
      } catch let error as UserError {
        #expect(error.code == "E_EXCLUSIVE")
        #expect(!isRight)
      }
      #expect(
        try tags()
          == model.sorted { $0.key < $1.key }.map {
            "\($0.key):\($0.value.sorted().joined(separator: ","))"
          })
    }
    try fixture.store.expectSound()
  }

  @Test func editsSetAllTags() throws {
    try edit(.customer, 1, "tag", "old")
    #expect(try tags().first == "Acme:old")
    #expect(code { try edit(.customer, 1, "tag", "big,small") } == "E_EXCLUSIVE")
    try edit(.customer, 1, "tag", "")
    #expect(try tags().first == "Acme:")
  }

  @Test func filesBringOneTagOfAGroup() throws {
    let wrong = "name,tag\nA,big\nB,\"small,vip,big\"\n"
    #expect(try fixture.faults(wrong) == ["E_EXCLUSIVE 3:-"])
    let update = "name,tag\nAcme,\"small,big\"\n"
    #expect(try fixture.faults(update) { $0.onDuplicate = .update } == ["E_EXCLUSIVE -:-"])
    let missing = "name,tag\nA,\"new、big，newer\"\n"
    let report = try fixture.report(missing) { $0.createsMissing = ["tag"] }
    #expect(report.missing.map { "\($0.name) \($0.count)" } == ["tag 2"])
    #expect(try tags().last == "A:big,new,newer")
    for (noun, header) in [(Noun.contact, "customer,name"), (.opportunity, "customer,name")] {
      let rows = "\(header),tag\nAcme,Li,\"big,small\"\n"
      #expect(try fixture.faults(rows, into: noun) == ["E_EXCLUSIVE 2:-"], "\(noun.name)")
      try fixture.report("\(header),tag\nAcme,Li,\"big,red\"\n", into: noun)
      #expect(
        code {
          _ = try Tagging(noun, session: fixture.store.session())
            .change(["Li"], adding: ["small"], removing: [])
        } == "E_EXCLUSIVE", "\(noun.name)")
    }
    try fixture.store.expectSound()
  }

  /// Of several rows for one record the last says which tags it has; `fill` gives tags to those that
  /// have none.
  @Test func filesUpdateTags() throws {
    let rows = "name,tag\nAcme,old\nAcme,small\nGlobex,\"red,old\"\nInitech,\n"
    let filled = try fixture.report(rows) { $0.onDuplicate = .fill }
    #expect(filled.updated == 1)
    #expect(try tags() == ["Acme:VIP,big", "Globex:old,red", "Initech:blue,red"])
    let updated = try fixture.report(rows) { $0.onDuplicate = .update }
    #expect(updated.updated == 1)
    #expect(try tags() == ["Acme:small", "Globex:old,red", "Initech:blue,red"])
    let cleared = try fixture.report("name,tag\nAcme,\\N\n") { $0.onDuplicate = .update }
    #expect(cleared.updated == 1)
    #expect(try tags().first == "Acme:")
    _ = try OperationUndo(fixture.store.session()).undo(nil, isPartial: false)
    #expect(try tags().first == "Acme:small")
  }

  /// A group cannot become exclusive, and a tag cannot join one, where records have two of it.
  @Test func groupsBecomeExclusiveOnlyWhenTheyAre() throws {
    #expect(code { try edit(.dict, try entry("fun"), "kind", "exclusive") } == "E_EXCLUSIVE")
    #expect(code { try edit(.tag, 1, "group", "size") } == "E_EXCLUSIVE")
    try change(["Initech"], removing: ["red"])
    try edit(.dict, try entry("fun"), "kind", "exclusive")
    #expect(code { try change(["Initech"], adding: ["red"]) } == "E_EXCLUSIVE")
    try edit(.tag, 6, "group", "")
    try change(["Initech"], adding: ["red"])
    try fixture.store.expectSound()
  }

  /// What undo brings back must go with what came since.
  @Test func undoKeepsGroupsExclusive() throws {
    try change(["Acme"], removing: ["big"])
    let removal = try lastOperation()
    try change(["Acme"], adding: ["small"])
    let error = #expect(throws: UserError.self) {
      _ = try OperationUndo(fixture.store.session()).undo(removal, isPartial: false)
    }
    #expect(error?.exit == .conflict)
    try edit(.dict, try entry("size"), "kind", "free")
    let freeing = try lastOperation()
    try change(["Acme"], adding: ["big"])
    #expect(throws: UserError.self) {
      _ = try OperationUndo(fixture.store.session()).undo(freeing, isPartial: false)
    }
    try fixture.store.expectSound()
  }

  @Test func usedTagsStay() throws {
    #expect(code { try delete(.tag, 1) } == "E_IN_USE")
    try delete(.customer, 1)
    try delete(.tag, 1)
    let session = fixture.store.session()
    let error = #expect(throws: UserError.self) {
      _ = try session.write { try RecordPresence(.customer, session: session, db: $0).restore([1]) }
    }
    #expect(error?.exit == .conflict)
    try fixture.store.expectSound()
  }

  @Test(arguments: ["a,b", "一、二", "x；y", "()", "…"])
  func namesThatAListCannotHold(_ name: String) throws {
    #expect(try fixture.faults("name\n\"\(name)\"\n", into: .tag) == ["E_NAME 2:-"])
    #expect(code { try edit(.tag, 1, "name", name) } == "E_NAME")
  }

  // MARK: Parts

  /// The customers with their tags.
  private func tags() throws -> [String] {
    try fixture.rows(
      """
      SELECT name || ':' || ifnull((SELECT group_concat(name, ',') FROM (
        SELECT t.name FROM customer_tag l JOIN tag t ON t.id = l.tag
        WHERE l.customer = c.id ORDER BY t.name)), '')
      FROM customer c ORDER BY id
      """)
  }

  @discardableResult
  private func change(
    _ names: [String], adding added: [String] = [], removing removed: [String] = []
  ) throws -> [Int64] {
    try Tagging(.customer, session: fixture.store.session())
      .change(RecordSelection(names), adding: added, removing: removed).value
  }

  private func edit(_ noun: Noun, _ id: Int64, _ field: String, _ text: String) throws {
    let session = fixture.store.session()
    _ = try session.write { db in
      try RecordEditor(noun, session: session, db: db)
        .edit([id], set: [(try #require(noun.field(field)), text)])
    }
  }

  private func delete(_ noun: Noun, _ id: Int64) throws {
    let session = fixture.store.session()
    _ = try session.write { try RecordPresence(noun, session: session, db: $0).delete([id]) }
  }

  private func entry(_ key: String) throws -> Int64 {
    try #require(
      try fixture.store.session().read {
        try $0.value("SELECT id FROM dictionary_entry WHERE name = \("tag.group." + key)")
      })
  }

  private func lastOperation() throws -> Int64 {
    try #require(
      try fixture.store.session().read { try $0.value("SELECT max(id) FROM operation") })
  }

  private func customers(where condition: String) throws -> [String] {
    let session = fixture.store.session()
    return try session.read { db in
      var query = try RecordQuery(.customer, session: session)
      let reader = try FieldReader(.option, session: session, db: db)
      try query.add(RecordFilter(conditions: [condition]), reader: reader)
      return try db.values(try query.sql(["r.name"]))
    }
  }

  /// The code of the error that the body throws.
  private func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? UserError)?.code
    }
  }
}
