import Glibc
import Store
import Testing
import Values

@Suite struct StoreOpeningTests {
  private func error(_ body: () throws -> Void) -> UserError? {
    do {
      try body()
      return nil
    } catch let error as UserError {
      return error
    } catch {
      Issue.record("not a UserError: \(error)")
      return nil
    }
  }

  @Test func aMissingStoreSaysHowToMakeOne() {
    let failure = error {
      _ = try Store(openAt: "/nonexistent", mode: .reading, schema: TestDatabase.schema)
    }
    #expect(failure?.exit == .noInput)
    #expect(failure?.hints.first == "'crm init' makes one in ./.crm")
  }

  @Test(arguments: ["", "this is no database, but long enough to look like a file of one"])
  func aForeignFileIsRefusedAndLeftAlone(content: String) throws {
    var template = Array("/tmp/crm-store-test-XXXXXX".utf8CString)
    let directory = String(cString: try #require(mkdtemp(&template)))
    let path = directory + "/store.sqlite"
    defer {
      unlink(path)
      rmdir(directory)
    }
    try write(content, to: path)
    for mode in [Store.Mode.reading, .writing] {
      let failure = error {
        _ = try Store(openAt: directory, mode: mode, schema: TestDatabase.schema)
      }
      #expect(failure?.exit == (content.isEmpty ? .configuration : .inputOutput))
    }
    #expect(try size(of: path) == content.utf8.count)
  }

  @Test func aNewerSchemaIsRefused() throws {
    let store = try TestDatabase()
    let older = Schema([])
    let failure = error {
      _ = try Store(openAt: store.directory, mode: .writing, schema: older)
    }
    #expect(failure?.exit == .configuration)
    #expect(failure?.message.contains("newer than this program's") == true)
  }

  @Test func aSecondStoreInTheSamePlaceIsRefused() throws {
    let store = try TestDatabase()
    let failure = error {
      try Store.create(
        in: store.directory, schema: TestDatabase.schema, request: store.request()
      ) { _ in }
    }
    #expect(failure?.exit == .conflict)
    #expect(try store.state().isEmpty)
  }

  @Test func aFailedCreationLeavesNothingBehind() throws {
    let store = try TestDatabase()
    let directory = store.directory + "/inner"
    let failure = error {
      try Store.create(in: directory, schema: TestDatabase.schema, request: store.request()) { _ in
        throw UserError(.no, "stop")
      }
    }
    #expect(failure?.exit == .no)
    #expect(access(directory, F_OK) != 0)
  }

  @Test func aWaitingWriterIsToldWhoHoldsTheStore() throws {
    let store = try TestDatabase()
    let first = try store.open()
    first.holder = "process 1 (crm import) is writing since 2026-03-01T00:00:00Z"
    let second = try store.open()
    second.lockTimeout = 50
    let request = store.request()
    _ = try first.write(store.request()) { _ in
      let failure = error { _ = try second.write(request) { _ in } }
      #expect(failure?.exit == .busy)
      #expect(failure?.message.contains("process 1 (crm import)") == true)
    }
    _ = try second.write(request) { _ in }
  }

  @Test func readersSeeOneStateWhileAWriterWorks() throws {
    let store = try TestDatabase()
    let writer = try store.open()
    let reader = try store.open(.reading)
    _ = try writer.write(store.request()) { db in
      try db.insert("thing", [("name", .text("a"))])
      let seen: Int? = try reader.read { try $0.value("SELECT count(*) FROM thing") }
      #expect(seen == 0)
    }
    let seen: Int? = try reader.read { try $0.value("SELECT count(*) FROM thing") }
    #expect(seen == 1)
  }

  @Test func theWriteAheadLogStaysBounded() throws {
    let store = try TestDatabase()
    for _ in 0..<150 {
      try store.write { db in
        try db.insert(
          "thing", columns: ["name"],
          select: "SELECT printf('%200d', value) FROM json_each('[1,2,3,4,5,6,7,8,9,10]')")
      }
    }
    #expect(try size(of: store.directory + "/store.sqlite-wal") <= 300 * (16384 + 24))
  }

  private func write(_ content: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    fputs(content, file)
  }

  private func size(of path: String) throws -> Int {
    var information = stat()
    try #require(stat(path, &information) == 0)
    return Int(information.st_size)
  }
}
