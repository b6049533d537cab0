import Store

/// How what comes in is looked at: more strictly than usual, or with the word of an admin that
/// duplicates are none.
package struct EntryChecks: Sendable {
  /// Refuses values that are otherwise only pointed out: social credit codes with a wrong check
  /// digit.
  package var isStrict = false
  /// Why equal records are let in (`--allow-duplicate`).
  package var allowedDuplicates: String?

  package init() {}

  func exceptions(session: Session, in db: WriteTransaction) throws -> DuplicateExceptions? {
    try allowedDuplicates.map { try DuplicateExceptions(because: $0, session: session, in: db) }
  }
}
