import Catalogue
import Store
import Tabular
import Values

/// `line import`: the rows of a file become lines of records that are there, as one operation.
package struct LineFileImport {
  /// What happens to records that have lines already.
  package enum Existing: String, CaseIterable, Sendable {
    case reject, skip, add
  }

  package struct Options: Sendable {
    package var existing = Existing.reject
    /// Lines of past years: prices stay as the file has them, and what is settled may get lines.
    package var isHistoric = false
    package var limit: Int?

    package init() {}
  }

  package struct Report: Sendable {
    package var file: String
    package var rows = 0
    package var lines = 0
    /// How many records got lines.
    package var records = 0
    /// Rows of records that have lines already.
    package var skipped = 0
    /// Columns of the file that became nothing.
    package var unmapped: [String] = []
  }

  private let owner: LineOwner
  private let options: Options
  private let session: Session

  package init(of owner: LineOwner, _ options: Options, session: Session) {
    self.owner = owner
    self.options = options
    self.session = session
  }

  /// Throws `UserErrors` with all that is wrong in the file; nothing has changed then.
  package func run(
    _ input: ImportInput, progress: @escaping (ImportProgress) -> Void = { _ in }
  ) throws -> Written<Report> {
    try session.write { db in
      try LineFileReader(
        owner, options, input: input, session: session, db: db, progress: progress
      ).run()
    }
  }
}
