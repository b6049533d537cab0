import Catalogue
import Store
import Tabular

/// `crm config apply` and `crm config plan`: the same run, which a plan takes back.
package struct ConfigurationApplication {
  private let file: ConfigurationFile
  private let session: Session

  package init(_ file: ConfigurationFile, session: Session) {
    self.file = file
    self.session = session
  }

  /// Makes the store what the file says, as one operation; returns whether anything changed, too.
  package func run(isPlan: Bool) throws -> (report: ChangeReport, isEmpty: Bool) {
    let written = try session.write(isDryRun: isPlan ? true : nil) { db in
      let run = try ConfigurationRun(file, session: session, db: db)
      try run.run()
      return run.log
    }
    let log = written.value
    let report = ChangeReport(
      log.summary(file: file.name), written, records: log.records,
      details: [.init("changes", .list(log.changes.map(\.document)))],
      rows: ConfigurationChange.feed(log.changes, language: session.language))
    return (report, log.changes.isEmpty)
  }
}
