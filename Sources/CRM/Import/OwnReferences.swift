import Catalogue
import Store
import Tabular
import Values

/// The columns of a file that point to records of its own noun, such as a parent: read with their
/// row, looked up when all rows are in.
///
/// A row is created before anyone knows whether what it names will come, so one that names nothing
/// is imported without the reference when faults do not stop the import.
final class OwnReferences {
  private let cells: [(cell: CellReader, field: Field)]
  private let references: ForwardReferences
  private let missing: MissingRecords
  /// Records that no row brought, to be created when all rows are in.
  private var absent: [(field: Field, text: String)] = []

  init(
    _ noun: Noun, cells: [CellReader], missing: MissingRecords, fillsOnly: Bool,
    in db: WriteTransaction
  ) throws {
    self.cells = cells.compactMap { cell in
      if case .ownReference(let field, _) = cell.column.target { (cell, field) } else { nil }
    }
    self.missing = missing
    references = try ForwardReferences(noun, fillsOnly: fillsOnly, in: db)
  }

  /// Takes the texts of the row that became this record, or matched it.
  func add(_ row: CSVRecord, of id: Int64, reader: CSVReader, file: String) throws {
    for (cell, field) in cells {
      guard let text = cell.text(of: cell.bytes(in: row)) else { continue }
      let place =
        cell.column.position.map { reader.location(ofField: $0) }
        ?? .init(file: file, line: row.line)
      try references.add(text, of: field, record: id, at: place)
    }
  }

  /// Looks all texts up; tells the log about those that name nothing and are not to be created, and
  /// returns how many rows they stand in.
  func resolve(with reader: FieldReader, of noun: Noun, log: FaultLog) throws -> Int {
    guard !cells.isEmpty else { return 0 }
    var rows = 0
    for text in try references.resolve(with: try reader.resolver(for: noun.name)) {
      let creates = cells.contains {
        $0.field.name == text.field.name && $0.cell.column.createsMissing
      }
      if creates, text.error.exit == .notFound {
        absent.append((text.field, text.text))
      } else {
        log.add(text)
        rows += text.count
      }
    }
    return rows
  }

  /// Creates what `--create-missing` asks for.
  func createAbsent() throws {
    for (field, text) in absent {
      guard case .integer(let id) = try missing.create(text, for: field) else { continue }
      try references.remember(id, as: text, of: field)
    }
  }

  /// Sets the references.
  func apply(session: Session) throws { try references.apply(session: session) }
}
