import Catalogue
import Store
import Tabular
import Values

/// One import of lines at work, inside its transaction: reads row by row and keeps no row.
final class LineFileReader {
  /// What became of a record whose rows are read.
  private struct Progress {
    /// Behind which position its lines come.
    var base: Int64
    var count: Int64 = 0
    /// Minor units, to notice what no amount holds.
    var sum: Int64
    /// The numbers that the file gave to its lines.
    var numbers: Set<Int64> = []
  }

  private enum Standing {
    case open(Progress)
    case skipped
    case refused(UserError)
  }

  private let owner: LineOwner
  private let options: LineFileImport.Options
  private let input: ImportInput
  private let session: Session
  private let db: WriteTransaction
  private let progress: (ImportProgress) -> Void

  private let reader: CSVReader
  private let layout: LineFileLayout
  private let faults: FaultLog
  private let records: ReferenceResolver
  private let products: ReferenceResolver
  private let prices: LineProducts
  private let inserter: LineInserter
  private let currency: Currency
  private var standings: [Int64: Standing] = [:]
  private var report: LineFileImport.Report
  /// Whether a cell of the row that is being read is wrong.
  private var isWrong = false

  init(
    _ owner: LineOwner, _ options: LineFileImport.Options, input: ImportInput, session: Session,
    db: WriteTransaction, progress: @escaping (ImportProgress) -> Void
  ) throws {
    self.owner = owner
    self.options = options
    self.input = input
    self.session = session
    self.db = db
    self.progress = progress
    reader = try CSVReader(source: input.source, name: input.name, dialect: input.dialect)
    let header = try CSVHeader(reader).names
    layout = try LineFileLayout(header, of: owner, file: input.name)
    faults = FaultLog(file: input.name, header: header, rejects: nil, note: session.note)
    let cells = try FieldReader(.file, session: session, db: db)
    records = try cells.resolver(for: owner.noun.name)
    products = try cells.resolver(for: Noun.product.name)
    prices = LineProducts(in: db)
    inserter = LineInserter(owner, in: db)
    currency = try session.settings().currency
    report = LineFileImport.Report(file: input.name)
    report.unmapped = layout.unmapped
  }

  func run() throws -> LineFileImport.Report {
    let amounts = try LineAmounts(of: owner, session: session, in: db)
    while report.rows < options.limit ?? .max, try faults.advance(reader, counting: &report.rows) {
      report.rows += 1
      if report.rows % 4096 == 0 {
        progress(ImportProgress(rows: report.rows, bytes: reader.bytesRead, size: input.size))
      }
      do {
        try take(reader.record)
      } catch let error as UserError where !error.isFailure {
        faults.add(error, of: reader.record)
      }
      faults.endRow(reader.record)
    }
    guard faults.isEmpty else { throw failure() }
    try inserter.finish()
    if !options.isHistoric { try amounts.follow() }
    return report
  }

  private func failure() -> UserErrors {
    let (findings, more) = faults.report()
    return UserErrors(
      findings,
      conclusion: UserError(
        .badData,
        "\(input.name): \(faults.rows.grouped) of \(report.rows.counted("row")) "
          + "\(report.rows == 1 ? "is" : "are") wrong; nothing was imported", code: "E_IMPORT",
        hints: more > 0 ? ["\(more.grouped) further faults are not shown"] : []))
  }

  // MARK: One row

  private func take(_ row: CSVRecord) throws {
    guard (0..<row.count).contains(where: { !row[$0].isEmpty }) else { return }
    isWrong = false
    let record = try cell(.record, of: row) { try self.records.id(for: $0) }
    guard record != nil || isWrong else {
      throw UserError(.badData, "the row names no \(owner.noun.name)", code: "E_REQUIRED")
    }
    let line = try line(in: row)
    let number = try cell(.line, of: row) { try Self.number($0) }
    guard let record, let line, !isWrong else { return }
    let standing = try standings[record] ?? begin(record)
    standings[record] = standing
    switch standing {
    case .skipped: report.skipped += 1
    case .refused(let error): throw error
    case .open(var progress):
      // The entry lets go of its set, which is not copied then.
      standings[record] = .skipped
      defer { standings[record] = .open(progress) }
      try add(line, called: number, to: record, &progress)
    }
  }

  /// What the record is like before its first line comes.
  private func begin(_ record: Int64) throws -> Standing {
    do {
      if !options.isHistoric { try owner.checking(record, db, session) }
      let there = try RecordLines(of: record, owner, in: db)
      if !there.lines.isEmpty {
        switch options.existing {
        case .add: break
        case .skip: return .skipped
        case .reject: throw refusal(of: record, there.lines.count)
        }
      }
      report.records += 1
      return .open(
        Progress(base: there.lines.last?.position ?? 0, sum: try there.sum().total ?? 0))
    } catch let error as UserError where !error.isFailure {
      return .refused(error)
    }
  }

  private func refusal(of record: Int64, _ count: Int) -> UserError {
    UserError(
      .duplicate, "\(owner.noun.reference(record)) has \(count.counted("line")) already",
      code: "E_DUPLICATE",
      hints: ["--on-duplicate skip leaves it alone, add puts these behind them"])
  }

  /// Nil when a cell is wrong; all of them are looked at.
  private func line(in row: CSVRecord) throws -> Line? {
    let named = { (text: String) in try self.products.id(for: text, field: Noun.product.name) }
    let money = { (text: String) in try Money.parse(text, currency: self.currency) }
    let product = try cell(.code, of: row, named) ?? cell(.product, of: row, named)
    guard product != nil || isWrong else {
      throw UserError(.badData, "the row names no product", code: "E_REQUIRED")
    }
    var line = Line(product: product ?? 0)
    line.quantity = try cell(.quantity, of: row) { try FixedPoint.quantity.parse($0) } ?? 1000
    line.listPrice = try cell(.listPrice, of: row, money)
    line.price = try cell(.price, of: row, money)
    line.discount = try cell(.discount, of: row) { try FixedPoint.percent.parse($0) } ?? 0
    line.note = try cell(.note, of: row) { $0 }
    line.takesListPrice = !options.isHistoric
    guard !isWrong else { return nil }
    try prices.price(&line, acceptsInactive: options.isHistoric)
    try line.check()
    return line
  }

  private func add(
    _ line: Line, called number: Int64?, to record: Int64, _ progress: inout Progress
  ) throws {
    progress.sum += try line.subtotal() ?? 0
    guard progress.sum.magnitude <= Money.largest.magnitude else {
      throw Line.tooLarge("the sum of the lines")
    }
    progress.count += 1
    let number = number ?? progress.count
    guard layout[.line] == nil || progress.numbers.insert(number).inserted else {
      throw UserError(
        .duplicate, "\(owner.noun.reference(record)) has a line \(number) further up",
        code: "E_DUPLICATE")
    }
    try inserter.insert([line], of: record, behind: progress.base + number - 1)
    report.lines += 1
  }

  private static func number(_ text: String) throws -> Int64 {
    guard let number = Int64(text), (1...1_000_000_000).contains(number) else {
      throw UserError(
        .usage, "the number of a line is a whole number from 1, not '\(text)'", code: "E_LINE")
    }
    return number
  }

  /// The value of a cell; nil when it is blank, or wrong, which is noted.
  private func cell<Value>(
    _ part: LineFileLayout.Part, of row: CSVRecord, _ read: (String) throws -> Value
  ) throws -> Value? {
    guard let index = layout[part] else { return nil }
    let bytes = TrimmedBytes.trim(row[index])
    guard !bytes.isEmpty else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      return try read(text)
    } catch let error as UserError where !error.isFailure {
      isWrong = true
      faults.add(
        error, at: reader.location(ofField: index), (part.name(owner), text), of: row)
      return nil
    }
  }
}
