import Tabular
import Values

/// Collects what is wrong in the rows of a file: for people in groups, row by row for the file of
/// rejects.
final class FaultLog {
  private let file: String
  private let note: (String) -> Void
  private var groups: FaultGroups
  private var rejects: RejectFile?
  private let writesRejects: Bool
  /// What is wrong with the row that is being read.
  private var row: [RowFault] = []
  /// How many rows have faults.
  private(set) var rows = 0

  init(
    file: String, header: [String], rejects: ByteOutput?, note: @escaping (String) -> Void
  ) {
    self.file = file
    self.note = note
    groups = FaultGroups(file: file)
    self.rejects = rejects.map { RejectFile(header: header, to: $0) }
    writesRejects = rejects != nil
  }

  var isEmpty: Bool { groups.isEmpty }

  func report() -> (errors: [UserError], more: Int) { groups.report() }

  // MARK: Adding

  /// A value of the row is wrong.
  func add(_ error: UserError, in cell: CellReader, of record: CSVRecord, reader: CSVReader) {
    let position = cell.column.position
    let raw = position.map { TrimmedBytes.trim(record[$0]) }
    let text = raw.flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) }
    add(
      error, at: position.map { reader.location(ofField: $0) },
      (cell.column.name, text ?? cell.column.fallback ?? ""), of: record)
  }

  /// The text of the target is wrong, at this place.
  func add(
    _ error: UserError, at place: UserError.Location?, _ subject: (target: String, text: String),
    of record: CSVRecord
  ) {
    row.append(RowFault(line: record.line, place: place, subject: subject, error: error))
  }

  /// The row as a whole is wrong.
  func add(_ error: UserError, of record: CSVRecord) {
    let place = error.location ?? .init(file: file, line: record.line)
    row.append(
      RowFault(line: place.line ?? record.line, place: place, subject: nil, error: error))
  }

  /// References in rows that were read before name nothing.
  func add(_ unresolved: ForwardReferences.Unresolved) {
    groups.add(
      RowFault(
        line: unresolved.line,
        place: .init(file: file, line: unresolved.line, column: unresolved.column),
        subject: (unresolved.field.name, unresolved.text), error: unresolved.error),
      count: unresolved.count)
  }

  /// All values of the row are read; a row with several faults is one rejected row.
  func endRow(_ record: CSVRecord) {
    guard !row.isEmpty else { return }
    rows += 1
    for fault in row { groups.add(fault) }
    do {
      try rejects?.write(record, row)
    } catch {
      note("warning: the file of rejected rows cannot be written")
      rejects = nil
    }
    row.removeAll(keepingCapacity: true)
  }

  /// Goes to the next row that can be read; `rows` counts those that cannot.
  ///
  /// A row with a wrong number of fields is one fault among others; behind any other fault of the
  /// file nothing can be read any more.
  func advance(_ reader: CSVReader, counting rows: inout Int) throws -> Bool {
    while true {
      do {
        return try reader.next()
      } catch let error as UserError where error.code == "E_RAGGED" {
        rows += 1
        add(error, of: reader.record)
        endRow(reader.record)
      } catch let error as UserError where error.exit == .badData {
        throw UserErrors(self.report().errors, conclusion: error)
      }
    }
  }

  // MARK: Ending

  func finishRejects() throws { try rejects?.finish() }

  /// The end of an import that faults stop.
  func failure(of report: ImportReport) -> UserErrors {
    var hints = ["--on-error skip imports the other rows"]
    if !writesRejects { hints.append("--rejects FILE writes the wrong rows to a file") }
    if report.untold > 0 {
      hints.append("\(report.untold.grouped) further faults are not shown")
    }
    return UserErrors(
      report.findings,
      conclusion: UserError(
        .badData,
        "\(file): \((report.rejected + report.unlinked).grouped) of "
          + "\(report.rows.counted("row")) \(report.rows == 1 ? "is" : "are") wrong; "
          + "nothing was imported", code: "E_IMPORT", hints: hints))
  }
}
