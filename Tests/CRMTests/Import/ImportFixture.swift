import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

/// A store, and imports into it from text.
final class ImportFixture {
  let store: TestStore

  init(_ store: TestStore? = nil) throws {
    self.store = try store ?? TestStore()
  }

  @discardableResult
  func run(
    _ csv: String, into noun: Noun = .customer, rejects: MemorySink? = nil, hasSize: Bool = true,
    dryRun: Bool = false, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> FileImport.Ending {
    var options = ImportOptions(into: noun)
    change(&options)
    var input = ImportInput(
      name: "leads.csv", source: MemorySource(csv), dialect: CSVDialect(),
      size: hasSize ? Int64(csv.utf8.count) : nil)
    input.rejects = rejects.map { ByteOutput(sink: $0) }
    return try FileImport(options, session: store.session(dryRun: dryRun)).run(input)
  }

  /// The report of an import that must succeed.
  @discardableResult
  func report(
    _ csv: String, into noun: Noun = .customer, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportReport {
    guard case .done(let written) = try run(csv, into: noun, change) else {
      throw UserError.bug("the import was refused as a repetition")
    }
    return written.value
  }

  /// What is wrong with a file that must be refused: `CODE line:column`, the conclusion aside.
  func faults(
    _ csv: String, into noun: Noun = .customer, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> [String] {
    do {
      try run(csv, into: noun, change)
      return []
    } catch let errors as UserErrors {
      let all = errors.findings.isEmpty ? [errors.conclusion] : errors.findings
      return all.map(Self.place)
    } catch let error as UserError {
      return [Self.place(error)]
    }
  }

  private static func place(_ error: UserError) -> String {
    let line = error.location?.line.map(String.init) ?? "-"
    let column = error.location?.column.map(String.init) ?? "-"
    return "\(error.code ?? "-") \(line):\(column)"
  }

  /// The rows of a query, each as its columns joined by `|`.
  func rows(_ sql: SQL) throws -> [String] {
    try store.session().read { db in
      var rows: [String] = []
      try db.stream(sql) { cursor in
        let cells = (0..<cursor.columnCount).map { index in
          cursor.isNull(index)
            ? ""
            : cursor.isInteger(index)
              ? String(cursor.integer(index)) : String(decoding: cursor.text(index), as: UTF8.self)
        }
        rows.append(cells.joined(separator: "|"))
        return true
      }
      return rows
    }
  }

  func count(_ table: String) throws -> String {
    try rows("SELECT count(*) FROM \(identifier: table)").first ?? ""
  }
}
