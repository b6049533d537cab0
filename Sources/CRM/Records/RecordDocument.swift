import Catalogue
import Store
import Tabular
import Values

/// One record as a document: every field in declared order, for `show`.
package struct RecordDocument {
  private let noun: Noun
  private let session: Session
  private let db: ReadTransaction

  package init(_ noun: Noun, session: Session, db: ReadTransaction) {
    self.noun = noun
    self.session = session
    self.db = db
  }

  package func document(of id: Int64) throws -> Document {
    let names = try RecordQuery(noun, session: session).fieldNames.filter { $0 != "id" }
    return .object(try entries(names, of: id))
  }

  /// A document of the record with what only lists tell of it, of the fields that `--fields` asks for.
  package func completing(
    _ document: Document, of id: Int64, for fields: String?
  ) throws -> Document {
    guard let fields, case .object(let entries) = document else { return document }
    let columns = try RecordColumns(noun, session: session)
    let missing = try FieldSelection.names(fields, default: []).filter { name in
      try !entries.contains { $0.name == name } && columns.column(name) != nil
    }
    return missing.isEmpty ? document : .object(entries + (try self.entries(missing, of: id)))
  }

  private func entries(_ names: [String], of id: Int64) throws -> [Document.Entry] {
    var query = try RecordQuery(noun, session: session)
    query.conditions = ["r.id = \(id)"]
    let columns = try query.columns(names)
    var entries: [Document.Entry] = []
    try db.stream(try query.sql(columns.map(\.expression))) { row in
      for (index, column) in columns.enumerated() {
        entries.append(
          .init(
            column.column.name, label: column.column.label,
            try value(row.scalar(index), of: column.column.kind)))
        if case .money(let code, _) = column.column.kind,
          !entries.contains(where: { $0.name == "currency" })
        {
          entries.append(
            .init("currency", label: session.language == .chinese ? "币种" : "Currency", .text(code)))
        }
      }
      return false
    }
    return entries
  }

  private func value(_ scalar: Scalar, of kind: ColumnKind) throws -> Document {
    switch (scalar, kind) {
    case (.null, .list): .list([])
    case (.null, _): .null
    case (.integer(let value), .bool): .bool(value != 0)
    case (.integer(let value), .money(_, let digits)):
      .decimal(Money.format(value, digits: digits))
    case (.integer(let value), .decimal(let scale)):
      .decimal(FixedPoint(digits: scale).format(value))
    case (.integer(let value), _): .integer(value)
    case (.text(let text), .instant): .instant(text)
    case (.text(let text), .list):
      .list(text.split(separator: ",").map { .text(String($0)) })
    case (.text(let text), _): .text(text)
    }
  }
}
