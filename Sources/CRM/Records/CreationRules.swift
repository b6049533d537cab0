import Store
import Values

/// Where a new record comes from, and what it may bring along.
package enum CreationSource: Sendable, Hashable {
  case command
  /// A file; with `historic`, authors and dates are taken over and gates may be absent.
  case importing(isHistoric: Bool)

  package var isHistoric: Bool { self == .importing(isHistoric: true) }
  package var isImport: Bool { self != .command }
}

/// What the creation of records of one noun works with.
package struct CreationContext {
  package let session: Session
  package let db: WriteTransaction
  package let source: CreationSource
  package let reader: FieldReader
  package let actor: Actor
  package let settings: StoreSettings
  /// The word of an admin that equal records are two; nil: nobody gave it.
  var exceptions: DuplicateExceptions?

  package init(
    session: Session, db: WriteTransaction, source: CreationSource, reader: FieldReader
  ) throws {
    self.session = session
    self.db = db
    self.source = source
    self.reader = reader
    actor = try session.actor()
    settings = try session.settings()
  }

  package var now: Instant { session.now }
}

/// What only one noun knows about making its records.
///
/// `prepare` sees one row before it is inserted; `finish` sees all new rows at once and works
/// set-based, so that one record and a million take the same path.
package protocol CreationRules: AnyObject {
  /// Whether `prepare` looks among the records of the noun, the ones before it in the same file included.
  ///
  /// Then a large import keeps the indexes of the table and inserts one record after the other.
  var looksAmongItsKind: Bool { get }

  /// Fills what was left out and refuses what cannot be.
  func prepare(_ draft: RecordDraft, id: Int64) throws

  /// Writes what belongs to the new records: events, links, numbers.
  func finish(_ ids: Range<Int64>) throws
}

extension CreationRules {
  package var looksAmongItsKind: Bool { false }
  package func prepare(_ draft: RecordDraft, id: Int64) throws {}
  package func finish(_ ids: Range<Int64>) throws {}
}
