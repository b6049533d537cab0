import Catalogue
import Store
import Tabular
import Values

/// An import of one file as one operation: everything or, by default, nothing.
package struct FileImport {
  /// How an import ended.
  package enum Ending {
    case done(Written<ImportReport>)
    /// The same file was imported before, under the same options; nothing was changed.
    case repeated(operation: Int64, at: String)
  }

  private let options: ImportOptions
  private let session: Session

  package init(_ options: ImportOptions, session: Session) {
    self.options = options
    self.session = session
  }

  /// Reads the file and creates or changes records.
  ///
  /// Throws `UserErrors` with everything that is wrong in the file when faults stop the import;
  /// nothing has changed then.
  package func run(
    _ input: ImportInput, progress: @escaping (ImportProgress) -> Void = { _ in }
  ) throws -> Ending {
    do {
      let written = try session.write { db in
        let run = try ImportRun(options, input: input, session: session, db: db, progress: progress)
        return try run.run()
      }
      try input.results?.finish()
      return .done(written)
    } catch let earlier as EarlierImport {
      return .repeated(operation: earlier.operation, at: earlier.at)
    }
  }
}

/// Ends the transaction of an import whose file was imported before.
struct EarlierImport: Error {
  var operation: Int64
  var at: String
}
