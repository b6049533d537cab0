import Catalogue
import Store
import Tabular
import Values

/// One import at work, inside its transaction: reads row by row and keeps no row.
final class ImportRun {
  private let options: ImportOptions
  private let session: Session
  private let db: WriteTransaction
  private let input: ImportInput
  private let progress: (ImportProgress) -> Void

  private let content: ContentHash
  private let reader: CSVReader
  private let creator: RecordCreator
  private let columnRules: (any FileColumnRules)?
  private let finder: DuplicateFinder
  private let missing: MissingRecords
  private let fieldReader: FieldReader
  private let companion: CompanionRecords?
  private let updates: MatchedUpdates
  private let references: OwnReferences
  private let ledger: ImportLedger
  /// Plain fields before those that need them.
  private let cells: [CellReader]
  private let companionCells: [CellReader]

  private let results: ResultFile?
  /// Rows that rules refused in an earlier attempt.
  private var refused: RefusedRows.Reader
  private let faults: FaultLog
  private var report: ImportReport
  /// The line of every created record, in the order of their ids.
  private var lines: [UInt32] = []
  /// The same for companions, and the first of them.
  private var companionLines: [UInt32] = []
  private var firstCompanion: Int64 = 0
  private let firstID: Int64
  private let load: ImportLoad
  private var sharedNumbers = 0
  private var letIn = 0
  private var restorable = 0

  init(
    _ options: ImportOptions, input: ImportInput, results: ResultFile?,
    without refused: RefusedRows,
    session: Session, db: WriteTransaction, progress: @escaping (ImportProgress) -> Void
  ) throws {
    self.session = session
    self.db = db
    self.input = input
    self.results = results
    self.refused = RefusedRows.Reader(refused)
    self.progress = progress
    content = ContentHash(input.source)
    reader = try CSVReader(source: content, name: input.name, dialect: input.dialect)
    let header = try CSVHeader(reader)
    var options = options
    options.noun = try session.noun(options.noun)
    if options.extra == .createFields {
      try ImportedFields(options, header: header.names, of: input.name, session: session, in: db)
        .create()
      options.noun = try session.noun(options.noun)
    }
    self.options = options
    fieldReader = try FieldReader(.file, session: session, db: db)
    fieldReader.acceptsInactive = options.isHistoric
    fieldReader.isStrict = options.checks.isStrict
    var context = try CreationContext(
      session: session, db: db, source: .importing(isHistoric: options.isHistoric),
      reader: fieldReader)
    context.exceptions = try options.exceptions(session: session, in: db)
    creator = try RecordCreator(options.noun, in: context)
    columnRules = creator.rules as? any FileColumnRules
    firstID = creator.nextID
    load = ImportLoad(
      options.noun, rules: creator.rules, size: input.size, firstID: firstID, in: db)
    let targets = try ImportTargets(
      options.noun, in: try session.catalogue, isHistoric: options.isHistoric)
    let mapping = try ImportMapping(
      header: header.names, of: input.name, targets: targets, options: options)
    finder = try DuplicateFinder(
      options.noun, rules: DedupeRule.rules(for: options.noun, matching: options.match, in: db),
      exceptions: context.exceptions, session: session, in: db)
    missing = MissingRecords(context)
    let all = mapping.columns.map { [fieldReader, missing, columnRules] in
      CellReader($0, reader: fieldReader, missing: missing, rules: columnRules)
    }
    cells = all.filter(\.isPlain) + all.filter(\.isSpecial)
    companionCells = all.filter(\.isCompanion)
    companion =
      companionCells.isEmpty
      ? nil
      : try targets.companion.map { try CompanionRecords($0, of: options.noun, in: context) }
    let editable = all.compactMap { cell -> Field? in
      switch cell.column.target {
      case .field(let field, _), .links(let field): field.isEditable ? field : nil
      default: nil
      }
    }
    let fillsOnly = options.onDuplicate == .fill
    updates = try MatchedUpdates(options.noun, fields: editable, fillsOnly: fillsOnly, in: db)
    references = try OwnReferences(
      options.noun, cells: all, missing: missing, fillsOnly: fillsOnly, in: db)
    ledger = ImportLedger(options, in: db)
    faults = FaultLog(
      file: input.name, header: header.names, rejects: input.rejects, note: session.note)
    report = ImportReport(file: input.name)
    report.unmapped = mapping.unmapped
  }

  // MARK: All rows

  func run() throws -> ImportReport {
    try checkConstants()
    while report.rows < options.limit ?? .max, try faults.advance(reader, counting: &report.rows) {
      report.rows += 1
      if report.rows % 4096 == 0 { tellProgress() }
      try importRow(reader.record)
      faults.endRow(reader.record)
      try load.advance(past: reader.record, creator: creator, finder: finder)
    }
    if input.dialect.encoding == "auto", reader.encodingUsed != "utf-8" {
      session.note("\(input.name) was read as \(reader.encodingUsed)")
    }
    try load.finish(creator)
    try ledger.refuseRepetition(of: content)
    report.unlinked = try references.resolve(with: fieldReader, of: options.noun, log: faults)
    report.rejected = faults.rows
    (report.findings, report.untold) = faults.report()
    if options.onFault == .stop, !faults.isEmpty {
      try faults.finishRejects()
      throw faults.failure(of: report)
    }
    try finish()
    // What rules refuse shows before the file of rejected rows is written.
    try OperationEnd.run(session: session, in: db)
    try faults.finishRejects()
    return report
  }

  /// A wrong value on the command line is no fault of the file's rows.
  private func checkConstants() throws {
    for cell in cells where !cell.isSpecial && !cell.column.createsMissing {
      guard cell.column.fallback != nil else { continue }
      do {
        _ = try cell.read(UnsafeBufferPointer(start: nil, count: 0), into: creator.draft)
      } catch var error as UserError where !error.isFailure {
        error.message = "--set or --default of \(cell.column.name): \(error.message)"
        throw error
      }
    }
  }

  private func tellProgress() {
    progress(ImportProgress(rows: report.rows, bytes: reader.bytesRead, size: input.size))
  }

  // MARK: One row

  private var matched = 0

  private func importRow(_ record: CSVRecord) throws {
    creator.draft.removeAll()
    columnRules?.beginRow()
    guard (0..<record.count).contains(where: { !record[$0].isEmpty }) else {
      report.blank += 1
      return
    }
    let refusals = refused.errors(onLine: record.line)
    guard refusals.isEmpty else {
      for error in refusals { faults.add(error, of: record) }
      return
    }
    guard try readCells(of: record) else { return }
    do {
      try settle(record)
    } catch let error as UserError where !error.isFailure {
      faults.add(error, of: record)
    }
  }

  /// Reads all cells into the drafts; false when one of them is wrong, after reading the others.
  private func readCells(of record: CSVRecord) throws -> Bool {
    var isRight = true
    func read(_ cell: CellReader, into draft: RecordDraft) throws -> Bool {
      do {
        return try cell.read(cell.bytes(in: record), into: draft)
      } catch let error as UserError where !error.isFailure {
        faults.add(error, in: cell, of: record, reader: reader)
        isRight = false
        return false
      }
    }
    for cell in cells { _ = try read(cell, into: creator.draft) }
    if let companion {
      companion.draft.removeAll()
      var hasValues = false
      for cell in companionCells where try read(cell, into: companion.draft) { hasValues = true }
      if isRight {
        do {
          try companion.check(hasValues: hasValues)
        } catch let error as UserError where !error.isFailure {
          faults.add(error, in: companionCells[0], of: record, reader: reader)
          isRight = false
        }
      }
    }
    return isRight
  }

  /// Creates the record of the drafts, or finds what it is a duplicate of.
  private func settle(_ record: CSVRecord) throws {
    let given = updates.given(in: creator.draft)
    var incompleteness: UserError?
    do {
      try creator.prepare()
    } catch let error as UserError where options.onDuplicate != .reject && !error.isFailure {
      incompleteness = error
    }
    if let companion { creator.draft.contactNumbers = try companion.phoneKeys }
    let collisions = try finder.collisions(of: creator.draft)
    let live = collisions.filter { !$0.isDeleted }
    guard let first = live.first(where: { finder.refuses($0) }) else {
      if let incompleteness { throw incompleteness }
      if live.contains(where: { $0.rule.action == .block }) {
        letIn += 1
      } else if !live.isEmpty {
        sharedNumbers += 1
      }
      if collisions.contains(where: { $0.isDeleted && $0.rule.action == .block }) {
        restorable += 1
      }
      return try create(record, collisions)
    }
    switch options.onDuplicate {
    case .reject: throw try duplicate(first)
    case .skip:
      report.skipped += 1
      try results?.write(line: record.line, record: first.record)
    case .update, .fill:
      let others = live.filter { $0.rule.action == .block && $0.record != first.record }
      if let other = others.first(where: { _ in true }) {
        throw UserError(
          .ambiguous,
          "the row is \(options.noun.reference(first.record)) by \(first.rule.name) and "
            + "\(options.noun.reference(other.record)) by \(other.rule.name)", code: "E_AMBIGUOUS",
          hints: ["--match FIELD says by which field existing records are found"])
      }
      try change(first.record, given: given, record)
    }
  }

  private func create(_ record: CSVRecord, _ collisions: [Collision]) throws {
    try companion?.refuseDuplicate(at: nil)
    let id = try creator.insert()
    try finder.letIn(id, collisions)
    finder.remember(id)
    lines.append(UInt32(clamping: record.line))
    report.created += 1
    try references.add(record, of: id, reader: reader, file: input.name)
    if let contact = try companion?.create(for: id, isNew: true) { remember(contact, of: record) }
    try results?.write(line: record.line, record: id)
  }

  private func change(_ id: Int64, given: Int64, _ record: CSVRecord) throws {
    try companion?.refuseDuplicate(at: id)
    matched += 1
    try updates.add(id, from: creator.draft, given: given, line: record.line)
    try references.add(record, of: id, reader: reader, file: input.name)
    if let contact = try companion?.create(for: id, isNew: false) {
      remember(contact, of: record)
      try finder.remember(contact: contact)
    }
    try results?.write(line: record.line, record: id)
  }

  private func remember(_ companion: Int64, of record: CSVRecord) {
    if companionLines.isEmpty { firstCompanion = companion }
    companionLines.append(UInt32(clamping: record.line))
  }

  private func duplicate(_ collision: Collision) throws -> UserError {
    var hints: [String] = []
    if let companion, companion.hasRecord, try !companion.exists(at: collision.record) {
      hints.append("the row has another contact: --on-duplicate fill adds it")
    }
    let index = Int(collision.record - firstID)
    let original =
      lines.indices.contains(index)
      ? "line \(lines[index])" : try finder.describe(collision)
    return UserError(
      .duplicate, "duplicate by \(collision.rule.name) of \(original)", code: "E_DUPLICATE",
      hints: hints)
  }

  // MARK: The end

  /// The line that made or changed a record.
  private func line(of record: Int64, _ noun: Noun) throws -> Int? {
    if noun.name == options.noun.name {
      let index = Int(record - firstID)
      return lines.indices.contains(index)
        ? Int(lines[index]) : try updates.line(of: record)
    }
    let index = Int(record - firstCompanion)
    guard noun.name == companion?.noun.name, companionLines.indices.contains(index) else {
      return nil
    }
    return Int(companionLines[index])
  }

  /// What only a verb changes is not changed by a file, and that is said.
  private func tellWhatStays() {
    for cell in cells {
      guard case .field(let field, _) = cell.column.target,
        case .creation(let verb) = field.setter
      else { continue }
      session.note(
        "\(field.name) of existing \(options.noun.plural) stays as it is; 'crm \(verb)' changes it")
    }
  }

  private func finish() throws {
    session.origins = ImportOrigins(
      location: { [self] in try line(of: $1, $0).map { .init(file: input.name, line: $0) } },
      leavesRefusedOut: options.onFault == .skip)
    try creator.finish()
    try companion?.finish()
    try finder.exceptions?.write()
    try references.createAbsent()
    try missing.finish()
    try references.apply(session: session)
    report.updated = try updates.apply(session: session)
    report.skipped += matched - report.updated
    report.companions = companion?.count ?? 0
    report.missing = missing.counts
    if options.onDuplicate == .update, matched > 0 { tellWhatStays() }
    if letIn > 0 {
      session.note(
        "warning: \(letIn.counted("row")) came in although an equal record exists")
    }
    if sharedNumbers > 0 {
      session.note(
        "warning: \(sharedNumbers.grouped) rows share a phone number with another record")
    }
    if restorable > 0 {
      session.note("\(restorable.grouped) rows have an equal record that was deleted")
    }
    try ledger.enter(report, of: content, session: session)
  }
}
