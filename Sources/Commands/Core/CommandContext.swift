import CRM
import Catalogue
import Tabular
import Values

/// What a command runs in: its session, the global options, the surroundings.
package final class CommandContext {
  package let session: Session
  package let globals: GlobalOptions
  package let environment: Environment
  /// Whether people read what the command makes; then keys are shown by their labels.
  let isForPeople: Bool

  init(
    session: Session, globals: GlobalOptions, environment: Environment, isForPeople: Bool? = nil
  ) {
    self.session = session
    self.globals = globals
    self.environment = environment
    self.isForPeople = isForPeople ?? session.invocation.isForPeople
  }

  package var language: Language { session.language }

  /// Refuses `--format mail` before anything happens: most commands have nobody to write to.
  func refuseMail() throws {
    if globals.format == .mail { throw MailRefusal.error }
  }

  /// Whether people will read the output in a terminal, as far as the command needs to know.
  package var isOutputTerminal: Bool {
    environment.isOutputTerminal && globals.output == nil && globals.format == nil
  }

  /// Sends the rows of the feed, those of its columns that `--fields` asks for; returns how many there were.
  func send(_ feed: RowFeed, _ renderer: any RowRenderer) throws -> Int {
    let places = try feed.places(of: globals.fields)
    return try session.read { db in
      var sink = RowSink(renderer, showing: places)
      try sink.begin(feed.columns)
      try feed.rows(db, &sink)
      try sink.end()
      return sink.count
    }
  }

  /// Makes so many values side by side from one state of the store (`Session.readSideBySide`), each in a context
  /// like this one.
  func readSideBySide<Value: Sendable>(
    _ count: Int, make: @escaping @Sendable (Int, CommandContext) throws -> Value
  ) throws -> [Value] {
    let (globals, isForPeople) = (globals, isForPeople)
    // Nobody changes the surroundings any more.
    nonisolated(unsafe) let environment = environment
    return try session.readSideBySide(count) { place, session in
      try make(
        place,
        CommandContext(
          session: session, globals: globals, environment: environment, isForPeople: isForPeople))
    }
  }
}
