import CRM
import Catalogue
import Glibc
import Store
import Testing
import Values

/// A store in a temporary directory, made as `crm init` makes one, with a pinned clock.
final class TestStore {
  let directory: String
  /// What sessions said to people.
  var notes: [String] = []
  var now: Instant

  init(
    now: String = "2026-03-01T01:00:00Z", zone: String = "Asia/Shanghai",
    template: Template = .basic, language: Language = .english
  ) throws {
    var path = Array("/tmp/crm-test-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&path))
    directory = String(cString: made)
    self.now = try #require(Instant(now))
    let initialization = StoreInitialization(
      template: template, language: language, currency: try Currency.named("CNY"),
      zone: try Zone(identifier: zone), admin: "admin")
    try initialization.run(invocation())
  }

  deinit {
    for name in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "lock", "recycle.lock"] {
      unlink("\(directory)/store/\(name)")
    }
    rmdir("\(directory)/store")
    rmdir(directory)
  }

  func invocation(as user: String? = nil, dryRun: Bool = false) -> Invocation {
    var invocation = Invocation(
      now: now, systemAccount: "tester", storeDirectory: "\(directory)/store")
    invocation.arguments = ["crm", "test"]
    invocation.asUser = user
    invocation.isDryRun = dryRun
    return invocation
  }

  /// A new session, as a new process would have one.
  func session(as user: String? = nil, dryRun: Bool = false) -> Session {
    Session(invocation(as: user, dryRun: dryRun)) { [weak self] in self?.notes.append($0) }
  }

  /// Everything holds that always holds.
  func expectSound() throws {
    #expect(try IntegrityCheck(session()).run().filter { $0.count > 0 }.map(\.check) == [])
  }
}
