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
  private let header: CSVHeader
  private let mapping: ImportMapping
  private let creator: RecordCreator
  private let columnRules: (any FileColumnRules)?
  private let finder: DuplicateFinder
  private let missing: MissingRecords
  private let fieldReader: FieldReader
  private let companion: CompanionRecords?
  private let updates: MatchedUpdates
  private let references: ForwardReferences
  /// Plain fields before those that need them.
  private let cells: [CellReader]
  private let companionCells: [CellReader]
  private let referenceCells: [(cell: CellReader, field: Field)]

  private var results: ResultFile?
  private let faults: FaultLog
  private var report: ImportReport
  /// The line of every created record, in the order of their ids.
  private var lines: [UInt32] = []
  private let firstID: Int64
  private let load: ImportLoad
  private var sharedNumbers = 0
  private var restorable = 0

  init(
    _ options: ImportOptions, input: ImportInput, session: Session, db: WriteTransaction,
    progress: @escaping (ImportProgress) -> Void
  ) throws {
    self.options = options
    self.session = session
    self.db = db
    self.input = input
    self.progress = progress
    content = ContentHash(input.source)
    reader = try CSVReader(source: content, name: input.name, dialect: input.dialect)
    header = try CSVHeader(reader)
    fieldReader = try FieldReader(.file, session: session, db: db)
    let context = try CreationContext(
      session: session, db: db, source: .importing(isHistoric: options.isHistoric),
      reader: fieldReader)
    creator = try RecordCreator(options.noun, in: context)
    columnRules = creator.rules as? any FileColumnRules
    firstID = creator.nextID
    load = ImportLoad(options.noun, size: input.size, firstID: firstID, in: db)
    let targets = try ImportTargets(options.noun, isHistoric: options.isHistoric)
    mapping = try ImportMapping(header: header.names, targets: targets, options: options)
    finder = DuplicateFinder(
      options.noun, rules: try DedupeRule.rules(for: options.noun, matching: options.match), in: db)
    missing = MissingRecords(context)
    let all = mapping.columns.map { [fieldReader, missing, columnRules] in
      CellReader($0, reader: fieldReader, missing: missing, rules: columnRules)
    }
    cells = all.filter(\.isPlain) + all.filter(\.isSpecial)
    companionCells = all.filter(\.isCompanion)
    referenceCells = all.compactMap { cell in
      if case .ownReference(let field, _) = cell.column.target { (cell, field) } else { nil }
    }
    companion =
      companionCells.isEmpty
      ? nil
      : try targets.companion.map { try CompanionRecords($0, of: options.noun, in: context) }
    let editable = all.compactMap { cell in
      if case .field(let field, _) = cell.column.target, field.isEditable { field } else { nil }
    }
    let fillsOnly = options.onDuplicate == .fill
    updates = try MatchedUpdates(options.noun, fields: editable, fillsOnly: fillsOnly, in: db)
    references = try ForwardReferences(options.noun, fillsOnly: fillsOnly, in: db)
    faults = try FaultLog(
      file: input.name, header: header.names, rejects: input.rejects, note: session.note)
    report = ImportReport(file: input.name)
    report.unmapped = mapping.unmapped
  }

  // MARK: All rows

  func run() throws -> ImportReport {
    results = try input.results.map { try ResultFile(noun: options.noun, to: $0) }
    try checkConstants()
    while report.rows < options.limit ?? .max, try nextRecord() {
      report.rows += 1
      if report.rows % 4096 == 0 { tellProgress() }
      try importRow(reader.record)
      try load.advance(past: reader.record, creator: creator, finder: finder)
    }
    try load.finish(creator)
    try refuseRepetition()
    try resolveReferences()
    report.rejected = report.rows - report.created - report.skipped - report.blank - matched
    (report.findings, report.untold) = faults.report()
    try faults.finishRejects()
    if options.onFault == .stop, !faults.isEmpty { throw faults.failure(of: report) }
    try finish()
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

  /// A row with a wrong number of fields is one fault among others; behind any other fault of the
  /// file nothing can be read any more.
  private func nextRecord() throws -> Bool {
    while true {
      do {
        return try reader.next()
      } catch let error as UserError where error.code == "E_RAGGED" {
        report.rows += 1
        faults.add(error, of: reader.record)
      } catch let error as UserError where error.exit == .badData {
        throw UserErrors(faults.report().errors, conclusion: error)
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
        return try cell.read(text(of: cell, in: record), into: draft)
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

  private func text(of cell: CellReader, in record: CSVRecord) -> UnsafeBufferPointer<UInt8> {
    cell.column.position.map { record[$0] } ?? UnsafeBufferPointer(start: nil, count: 0)
  }

  /// Creates the record of the drafts, or finds what it is a duplicate of.
  private func settle(_ record: CSVRecord) throws {
    let given = updates.given(in: creator.draft)
    var incompleteness: UserError?
    do {
      try creator.prepare()
    } catch let error as UserError where options.onDuplicate.writes && !error.isFailure {
      incompleteness = error
    }
    let collisions = try finder.collisions(of: creator.draft)
    let live = collisions.filter { !$0.isDeleted }
    guard let first = live.first(where: { $0.rule.action == .block }) else {
      if let incompleteness { throw incompleteness }
      if !live.isEmpty { sharedNumbers += 1 }
      if collisions.contains(where: { $0.isDeleted && $0.rule.action == .block }) {
        restorable += 1
      }
      return try create(record)
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

  private func create(_ record: CSVRecord) throws {
    let id = try creator.insert()
    finder.remember(creator.draft, as: id)
    lines.append(UInt32(clamping: record.line))
    report.created += 1
    try addReferences(of: id, record)
    try companion?.create(for: id, isNew: true)
    try results?.write(line: record.line, record: id)
  }

  private func change(_ id: Int64, given: Int64, _ record: CSVRecord) throws {
    matched += 1
    try updates.add(id, from: creator.draft, given: given)
    try addReferences(of: id, record)
    try companion?.create(for: id, isNew: false)
    try results?.write(line: record.line, record: id)
  }

  private func addReferences(of id: Int64, _ record: CSVRecord) throws {
    for (cell, field) in referenceCells {
      guard let text = cell.text(of: text(of: cell, in: record)) else { continue }
      let place =
        cell.column.position.map { reader.location(ofField: $0) }
        ?? .init(file: input.name, line: record.line)
      try references.add(text, of: field, record: id, at: place)
    }
  }

  private func duplicate(_ collision: Collision) throws -> UserError {
    var hints: [String] = []
    if let companion, companion.hasRecord, try !companion.exists(at: collision.record) {
      hints.append("the row has another contact: --on-duplicate fill adds it")
    }
    let index = Int(collision.record - firstID)
    let original =
      lines.indices.contains(index)
      ? "line \(lines[index])" : try finder.describe(collision.record)
    return UserError(
      .duplicate, "duplicate by \(collision.rule.name) of \(original)", code: "E_DUPLICATE",
      hints: hints)
  }

  // MARK: The end

  /// The same file again changes nothing: content, noun and options are those of an import that
  /// stands.
  ///
  /// (An import that was undone is not there any more.)
  private func refuseRepetition() throws {
    guard !options.repeats else { return }
    let earlier = try db.row(
      """
      SELECT c.operation, r.created_at FROM import_run r
      JOIN creation c ON c."table" = 'import_run' AND r.id BETWEEN c.first AND c.last
      WHERE r.content_hash = \(content.digest(options: options.signature))
      ORDER BY r.id DESC LIMIT 1
      """, as: Int64.self, String.self)
    if let earlier { throw EarlierImport(operation: earlier.0, at: earlier.1) }
  }

  private func resolveReferences() throws {
    guard !referenceCells.isEmpty else { return }
    let resolver = try fieldReader.resolver(for: options.noun.name)
    for text in try references.resolve(with: resolver) {
      let creates = referenceCells.contains {
        $0.field.name == text.field.name && $0.cell.column.createsMissing
      }
      if creates, text.error.exit == .notFound {
        created.append((text.field, text.text))
        continue
      }
      faults.add(text)
    }
  }

  /// Records of the same noun that are created when all rows are in.
  private var created: [(field: Field, text: String)] = []

  private func finish() throws {
    try creator.finish()
    try companion?.finish()
    for (field, text) in created {
      guard case .integer(let id) = try missing.create(text, for: field) else { continue }
      try references.remember(id, as: text, of: field)
    }
    try missing.finish()
    try references.apply()
    report.updated = try updates.apply(session: session)
    report.skipped += matched - report.updated
    report.companions = companion?.count ?? 0
    report.missing = missing.counts
    if sharedNumbers > 0 {
      session.note(
        "warning: \(sharedNumbers.grouped) rows share a phone number with another record")
    }
    if restorable > 0 {
      session.note("\(restorable.grouped) rows have an equal record that was deleted")
    }
    if report.created + report.updated + report.companions > 0 { try recordRun() }
  }

  private func recordRun() throws {
    try db.insert(
      "import_run",
      [
        ("file", .text(input.name)), ("noun", .text(options.noun.name)),
        ("content_hash", .text(content.digest(options: options.signature))),
        ("row_count", .integer(Int64(report.rows))), ("created", .integer(Int64(report.created))),
        ("updated", .integer(Int64(report.updated))),
        ("skipped", .integer(Int64(report.skipped))),
        ("rejected", .integer(Int64(report.rejected))),
        ("created_at", .text(session.now.description)),
        ("created_by", .integer(try session.actor().id)),
      ])
  }
}
