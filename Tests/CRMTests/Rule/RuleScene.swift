import CRM
import Catalogue
import Store
import Testing
import Values

/// Records by the texts of their fields, as commands make and change them.
struct RuleScene {
  let store: TestStore

  init(_ store: TestStore) {
    self.store = store
  }

  @discardableResult
  func add(
    _ noun: String, _ values: [String: String], expecting exit: ExitCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Int64 {
    try trying(expecting: exit, sourceLocation) { session in
      let noun = try #require(try session.catalogue.noun(noun))
      return try session.write { db in
        try RecordAddition(noun, session: session, db: db).add(try fields(values, of: noun)).id
      }.value
    } ?? 0
  }

  func edit(
    _ noun: String, _ id: Int64, _ values: [String: String], expecting exit: ExitCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try trying(expecting: exit, sourceLocation) { session in
      let noun = try #require(try session.catalogue.noun(noun))
      _ = try session.write { db in
        try RecordEditor(noun, session: session, db: db)
          .edit([id], set: try fields(values, of: noun))
      }
    }
  }

  func delete(
    _ noun: String, _ id: Int64, expecting exit: ExitCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try trying(expecting: exit, sourceLocation) { session in
      let noun = try #require(try session.catalogue.noun(noun))
      _ = try session.write { try RecordPresence(noun, session: session, db: $0).delete([id]) }
    }
  }

  /// Runs the body in a session of its own; with an exit code it has to fail so.
  @discardableResult
  func trying<T>(
    expecting exit: ExitCode?, _ sourceLocation: SourceLocation, _ body: (Session) throws -> T
  ) throws -> T? {
    guard let exit else { return try body(store.session()) }
    let error = #expect(throws: UserError.self, sourceLocation: sourceLocation) {
      _ = try body(store.session())
    }
    #expect(error?.exit == exit, "\(error?.message ?? "")", sourceLocation: sourceLocation)
    return nil
  }

  private func fields(
    _ values: [String: String], of noun: Noun
  ) throws -> [(field: Field, text: String)] {
    try values.sorted { $0.key < $1.key }.map { name, text in
      (field: try #require(noun.field(name)), text: text)
    }
  }
}
