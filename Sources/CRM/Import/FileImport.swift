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
    var input = input
    var refused = RefusedRows()
    for _ in 1...Self.mostAttempts {
      let results = input.results.map { ResultFile(noun: options.noun, to: $0) }
      do {
        let written = try session.holdingNotes {
          try session.write(appliesRules: false) { db in
            let run = try ImportRun(
              options, input: input, results: results, without: refused, session: session, db: db,
              progress: progress)
            return try run.run()
          }
        }
        try results?.finish()
        return .done(written)
      } catch let earlier as EarlierImport {
        return .repeated(operation: earlier.operation, at: earlier.at)
      } catch let further as RefusedRows {
        refused.formUnion(further)
        try input.source.startAgain()
      }
    }
    throw UserError(
      .badData,
      "\(input.name): without the rows that are refused others are, again and again; "
        + "nothing was imported", code: "E_REFUSED",
      hints: ["rows that repeat refused ones are among them: --on-error stop tells the first"])
  }

  /// A row that was left out may have kept others from being made that are refused, too.
  private static let mostAttempts = 20
}

/// Ends the transaction of an import whose file was imported before.
struct EarlierImport: Error {
  var operation: Int64
  var at: String
}
