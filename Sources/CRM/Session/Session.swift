import Catalogue
import Store
import Values

/// One invocation at work: its instant, actor, language and store.
///
/// Domain functions take a session and never look at the clock, the environment or the terminal.
/// The store is opened on first use, read-only for reads.
package final class Session {
  package let invocation: Invocation
  /// Messages for people: warnings, hints, resolved dates.
  ///
  /// Goes to standard error.
  package let note: (String) -> Void
  private var readingStore: Store?
  private var writingStore: Store?
  private var known: (settings: StoreSettings, actor: Actor, impersonator: Actor?)?

  package init(_ invocation: Invocation, note: @escaping (String) -> Void) {
    self.invocation = invocation
    self.note = note
  }

  package var now: Instant { invocation.now }
  package var language: Language { invocation.language }
  package var catalogue: Catalogue { .builtIn }

  // MARK: What the store says

  package func settings() throws -> StoreSettings { try context().settings }

  package func actor() throws -> Actor { try context().actor }

  /// The calendar day in the store's zone, which limits and reports count by.
  package func today() throws -> Day { try settings().zone.day(of: now) }

  /// The zone of date words and of instants shown to people.
  package func displayZone() throws -> Zone {
    if let name = invocation.displayZone { return try Zone(identifier: name) }
    return try settings().zone
  }

  private func context() throws -> (settings: StoreSettings, actor: Actor, impersonator: Actor?) {
    if let known { return known }
    let store = try writingStore ?? openForReading()
    let found = try store.read { db in
      (
        settings: try StoreSettings(from: db),
        account: try Actor.find(account: invocation.systemAccount, in: db),
        named: try invocation.asUser.flatMap { try Actor.find(login: $0, in: db) }
      )
    }
    let result: (settings: StoreSettings, actor: Actor, impersonator: Actor?)
    if let name = invocation.asUser {
      guard let actor = found.named else {
        throw UserError(
          .notFound, "no active user '\(name)'",
          hints: ["'crm user list' shows the users; --as and CRM_USER take a login"])
      }
      guard let account = found.account, account.isAdmin || account.id == actor.id else {
        throw UserError(
          .denied, "'\(invocation.systemAccount)' may not act as '\(name)'",
          hints: ["only an admin may use --as and CRM_USER"])
      }
      result = (found.settings, actor, account.id == actor.id ? nil : account)
    } else {
      guard let actor = found.account else {
        throw UserError(
          .denied, "no user of this store is linked with the account '\(invocation.systemAccount)'",
          hints: [
            "an admin links one: crm user edit LOGIN --os-account \(invocation.systemAccount)"
          ])
      }
      result = (found.settings, actor, nil)
    }
    known = result
    return result
  }

  // MARK: Reading and writing

  private func openForReading() throws -> Store {
    if let readingStore { return readingStore }
    let store = try Store(openAt: invocation.storeDirectory, mode: .reading, schema: .current)
    readingStore = store
    return store
  }

  private func openForWriting() throws -> Store {
    if let writingStore { return writingStore }
    let store = try Store(openAt: invocation.storeDirectory, mode: .writing, schema: .current)
    store.lockTimeout = invocation.lockTimeout
    store.holder = invocation.lockHolder
    writingStore = store
    return store
  }

  /// Runs the body on one consistent state of the store.
  package func read<T>(_ body: (ReadTransaction) throws -> T) throws -> T {
    _ = try context()
    return try (writingStore ?? openForReading()).read(body)
  }

  /// Copies the store to a file that others can keep.
  package func backUp(to path: String) throws {
    _ = try context()
    try openForReading().backUp(to: path)
  }

  /// Runs the body as one operation: one transaction, recorded, undone as a whole.
  package func write<T>(
    undoes: Int64? = nil, _ body: (WriteTransaction) throws -> T
  ) throws -> Written<T> {
    guard !invocation.isReadOnly else {
      throw UserError(.usage, "this command writes, but --readonly was given")
    }
    let store = try openForWriting()
    let (_, actor, impersonator) = try context()
    if invocation.isClockSet, !(impersonator ?? actor).isAdmin {
      throw UserError(
        .denied, "only an admin may write while CRM_NOW sets the clock",
        hints: ["unset CRM_NOW"])
    }
    let request = OperationRequest(
      at: now, actor: actor.id, impersonator: impersonator?.id,
      systemAccount: invocation.systemAccount, command: invocation.commandJSON,
      message: invocation.message, undoes: undoes)
    let result = try store.write(request, isDryRun: invocation.isDryRun, body)
    return Written(value: result.value, operation: result.operation, isDryRun: invocation.isDryRun)
  }
}

/// What a write returned, and the operation that it became.
package struct Written<T> {
  package var value: T
  package var operation: OperationSummary
  package var isDryRun: Bool
}
