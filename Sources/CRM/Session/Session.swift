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
  package var note: (String) -> Void {
    { [self] in if held == nil { tell($0) } else { held?.append($0) } }
  }
  private let tell: (String) -> Void
  /// Messages of an attempt that may be made again.
  private var held: [String]?
  private var readingStore: Store?
  private var writingStore: Store?
  private var known: Context?
  /// The transaction that the session is in.
  private var current: ReadTransaction?
  /// The work of several sessions that this one takes part in.
  private(set) var sharedWork: SharedWork<Session>?
  /// The operation of this session that left hooks in the outbox.
  package private(set) var operationWithHooks: Int64?
  /// Where records of the running operation come from: the lines of a file.
  var origins: ImportOrigins?
  /// What the running operation has written into the index of search, along with very many records.
  var searchBlocks: SearchBlocks?

  package init(_ invocation: Invocation, note: @escaping (String) -> Void) {
    self.invocation = invocation
    tell = note
  }

  /// A session in the transaction that makes a store, of which only settings and actor are known.
  init(making invocation: Invocation, settings: StoreSettings, actor: Actor) {
    self.invocation = invocation
    tell = { _ in }
    known = Context(
      settings: settings, catalogue: .builtIn, actor: actor, impersonator: nil)
  }

  /// Runs the body and returns its messages instead of telling them.
  func collectingNotes<T>(_ body: () throws -> T) rethrows -> (value: T, notes: [String]) {
    let earlier = held
    held = []
    defer { held = earlier }
    let value = try body()
    return (value, held ?? [])
  }

  /// Runs the body and tells its messages at its end, unless it has to be run again.
  func holdingNotes<T>(_ body: () throws -> T) throws -> T {
    held = []
    defer {
      let notes = held ?? []
      held = nil
      notes.forEach(tell)
    }
    do {
      return try body()
    } catch let refused as RefusedRows {
      held = nil
      throw refused
    }
  }

  package var now: Instant { invocation.now }
  package var language: Language { invocation.language }

  private struct Context {
    var settings: StoreSettings
    var catalogue: Catalogue
    var actor: Actor
    var impersonator: Actor?
  }

  // MARK: What the store says

  package func settings() throws -> StoreSettings { try context().settings }

  package func actor() throws -> Actor { try context().actor }

  /// The nouns with the fields that the store's users made.
  package var catalogue: Catalogue { get throws { try context().catalogue } }

  /// The catalogue of the store, or where there is no store the built-in one.
  package var availableCatalogue: Catalogue {
    get throws {
      do {
        return try catalogue
      } catch let error as UserError where error.exit == .noInput {
        return .builtIn
      }
    }
  }

  /// The noun as this store has it.
  package func noun(_ noun: Noun) throws -> Noun { try catalogue.noun(noun.name) ?? noun }

  /// Reads the catalogue anew, after the transaction changed it.
  func reloadCatalogue(from db: ReadTransaction) throws {
    guard let settings = known?.settings else { return }
    known?.catalogue = try CustomFields(in: db, currency: settings.currency).catalogue
  }

  /// The calendar day in the store's zone, which limits and reports count by.
  package func today() throws -> Day { try settings().zone.day(of: now) }

  /// The zone of date words and of instants shown to people.
  package func displayZone() throws -> Zone {
    if let name = invocation.displayZone { return try Zone(identifier: name) }
    return try settings().zone
  }

  private func context() throws -> Context {
    if let known { return known }
    let store = try writingStore ?? openForReading()
    let context = try store.read { db in
      let settings = try StoreSettings(from: db)
      let account = try Actor.find(account: invocation.systemAccount, in: db)
      let actor = try actor(behind: account, in: db)
      return Context(
        settings: settings,
        catalogue: try CustomFields(in: db, currency: settings.currency).catalogue, actor: actor,
        impersonator: account.flatMap { $0.id == actor.id ? nil : $0 })
    }
    known = context
    return context
  }

  /// Who acts: the user of the account, or the one that an admin names.
  private func actor(behind account: Actor?, in db: ReadTransaction) throws -> Actor {
    guard let name = invocation.asUser else {
      if let account { return account }
      throw UserError(
        .denied, "no user of this store is linked with the account '\(invocation.systemAccount)'",
        hints: [
          "an admin links one: crm user edit LOGIN --os-account \(invocation.systemAccount)"
        ])
    }
    guard let actor = try Actor.find(login: name, in: db) else {
      throw UserError(
        .notFound, "no active user '\(name)'",
        hints: ["'crm user list' shows the users; --as and CRM_USER take a login"])
    }
    guard let account, account.isAdmin || account.id == actor.id else {
      throw UserError(
        .denied, "'\(invocation.systemAccount)' may not act as '\(name)'",
        hints: ["only an admin may use --as and CRM_USER"])
    }
    return actor
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

  /// Says that what follows comes back to the same pages of the store again and again.
  ///
  /// Within a transaction it is up to whoever began it.
  package func keepManyPages() throws {
    guard current == nil else { return }
    _ = try context()
    try openForReading().keepManyPages()
  }

  /// Says that a write follows, so that one connection serves both.
  package func willWrite() throws {
    if !invocation.isReadOnly { _ = try openForWriting() }
  }

  /// Whether a connection that begins to read now sees what this session sees.
  var othersSeeTheSame: Bool {
    guard let current else { return true }
    return (current as? WriteTransaction)?.isUntouched ?? false
  }

  /// A session that takes part in the work on a thread of its own, for the same actor with the settings that this one
  /// knows.
  func sibling(sharing work: SharedWork<Session>) throws -> Session {
    let sibling = Session(invocation) { _ in }
    sibling.known = try context()
    sibling.sharedWork = work
    return sibling
  }

  /// Runs the body on one consistent state of the store; within another transaction, on its state.
  package func read<T>(_ body: (ReadTransaction) throws -> T) throws -> T {
    if let current { return try body(current) }
    _ = try context()
    return try (writingStore ?? openForReading()).read { db in
      current = db
      defer { current = nil }
      return try body(db)
    }
  }

  /// Copies the store to a file that others can keep.
  package func backUp(to path: String) throws {
    _ = try context()
    try openForReading().backUp(to: path)
  }

  /// Runs the body as one operation: one transaction, recorded, undone as a whole.
  ///
  /// A dry run does the same and takes it back; the invocation says whether this is one, unless the
  /// caller knows. What rules make of the changes belongs to the operation; a body that has seen to
  /// that itself says so.
  package func write<T>(
    undoes: Int64? = nil, isDryRun: Bool? = nil, appliesRules: Bool = true,
    _ body: (WriteTransaction) throws -> T
  ) throws -> Written<T> {
    guard !invocation.isReadOnly else {
      throw UserError(.usage, "this command writes, but --readonly was given")
    }
    let store = try openForWriting()
    let context = try context()
    if invocation.isClockSet, !(context.impersonator ?? context.actor).isAdmin {
      throw UserError(
        .denied, "only an admin may write while CRM_NOW sets the clock",
        hints: ["unset CRM_NOW"])
    }
    let request = OperationRequest(
      at: now, actor: context.actor.id, impersonator: context.impersonator?.id,
      systemAccount: invocation.systemAccount, command: invocation.commandJSON,
      message: invocation.message, undoes: undoes)
    let isDryRun = isDryRun ?? invocation.isDryRun
    defer {
      origins = nil
      searchBlocks = nil
    }
    var hasHooks = false
    let result = try store.write(request, isDryRun: isDryRun) { db in
      current = db
      defer { current = nil }
      let value = try body(db)
      try OperationEnd.run(session: self, in: db, appliesRules: appliesRules)
      try SearchIndex(in: db).keepUp(with: searchBlocks)
      hasHooks = !db.created(in: HookOutbox.table, since: db.beginning).isEmpty
      return value
    }
    if hasHooks, !isDryRun { operationWithHooks = result.operation.id }
    return Written(value: result.value, operation: result.operation, isDryRun: isDryRun)
  }
}

/// What a write returned, and the operation that it became.
package struct Written<T> {
  package var value: T
  package var operation: OperationSummary
  package var isDryRun: Bool
}
