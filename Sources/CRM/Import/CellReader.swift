import Catalogue
import Store
import Tabular
import Values

/// Reads the cells of one column into a draft.
///
/// Text goes straight into the draft; whatever has to be looked up or calculated is remembered by
/// its text, errors too, so that a wrong value that stands a thousand times is examined once.
final class CellReader {
  let column: ImportColumn
  private let reader: FieldReader
  private let missing: MissingRecords
  private let rules: (any FileColumnRules)?
  private let field: Field
  private let route: Route
  private var scalars = TextMemo<Result<Scalar, UserError>>()
  private var links = TextMemo<Result<[Int64], UserError>>()

  /// What happens to a text, decided once: into which column of the draft it goes, and how.
  private enum Route {
    case direct(Int)
    case lookUp(Int)
    case links
    case special
  }

  init(
    _ column: ImportColumn, reader: FieldReader, missing: MissingRecords,
    rules: (any FileColumnRules)?
  ) {
    self.column = column
    self.reader = reader
    self.missing = missing
    self.rules = rules
    field = column.target.field
    route =
      switch column.target {
      case .field(let field, let number), .companion(let field, let number),
        .ownReference(let field, let number):
        Self.isReadDirectly(field) ? .direct(number) : .lookUp(number)
      case .links: .links
      case .special: .special
      }
  }

  /// Whether the value goes into the record itself, from its text alone.
  var isPlain: Bool {
    switch column.target {
    case .field, .links: true
    case .ownReference, .companion, .special: false
    }
  }

  var isCompanion: Bool { if case .companion = column.target { true } else { false } }

  var isSpecial: Bool { if case .special = column.target { true } else { false } }

  /// The cell of the row; empty for a constant.
  func bytes(in row: CSVRecord) -> UnsafeBufferPointer<UInt8> {
    column.position.map { row[$0] } ?? UnsafeBufferPointer(start: nil, count: 0)
  }

  /// Reads the cell as its column says; false for a blank one, which leaves the draft alone.
  func read(_ cell: UnsafeBufferPointer<UInt8>, into draft: RecordDraft) throws -> Bool {
    let text = TrimmedBytes.trim(cell)
    if text.isEmpty {
      guard var fallback = column.fallback else { return false }
      return try fallback.withUTF8 { try readText($0, into: draft) }
    }
    if !column.replacements.isEmpty,
      var replacement = column.replacements[String(decoding: text, as: UTF8.self)]
    {
      return try replacement.withUTF8 { try readText(TrimmedBytes.trim($0), into: draft) }
    }
    return try readText(text, into: draft)
  }

  /// The text of the cell after replacements and defaults, for values that are read later.
  func text(of cell: UnsafeBufferPointer<UInt8>) -> String? {
    let text = String(decoding: TrimmedBytes.trim(cell), as: UTF8.self)
    let wanted = text.isEmpty ? column.fallback : column.replacements[text] ?? text
    return wanted.flatMap { $0.isEmpty ? nil : $0 }
  }

  private func readText(
    _ text: UnsafeBufferPointer<UInt8>, into draft: RecordDraft
  ) throws -> Bool {
    guard !text.isEmpty else { return false }
    if ClearingText.isClearing(text) { return clear(draft) }
    let text = ClearingText.value(of: text)
    switch route {
    case .direct(let number): try reader.read(text, as: field, into: number, of: draft)
    case .lookUp(let number): draft.set(number, scalar: try scalar(text))
    case .links: draft.links[field.name] = try ids(text)
    case .special: try rules?.apply(try scalar(text), of: field, to: draft)
    }
    return true
  }

  private func clear(_ draft: RecordDraft) -> Bool {
    switch route {
    case .direct(let number), .lookUp(let number):
      draft.setNull(number)
      if let key = draft.keyNumber(of: number) { draft.setNull(key) }
    case .links: draft.links[field.name] = []
    case .special: return false
    }
    return true
  }

  /// Types whose values mostly differ from row to row, and that are cheap to read.
  private static func isReadDirectly(_ field: Field) -> Bool {
    switch field.type {
    case .text, .longText, .phone, .email, .socialCreditCode, .money, .decimal: true
    case .integer, .bool, .day, .instant, .choice, .dictionary, .reference, .references: false
    }
  }

  private func scalar(_ text: UnsafeBufferPointer<UInt8>) throws -> Scalar {
    try scalars.value(for: text) {
      let text = String(decoding: text, as: UTF8.self)
      return try remembering {
        do {
          let scalar = try reader.scalar(text, as: field)
          if field.isCustom { try field.limits.check(scalar, of: field) }
          return scalar
        } catch let error as UserError where column.createsMissing && error.exit == .notFound {
          return try missing.create(text, for: field)
        }
      }
    }.get()
  }

  private func ids(_ text: UnsafeBufferPointer<UInt8>) throws -> [Int64] {
    try links.value(for: text) {
      let text = String(decoding: text, as: UTF8.self)
      return try remembering {
        var ids: [Int64] = []
        for name in LinkedName.split(text) {
          let id = try linkedID(name)
          if !ids.contains(id) { ids.append(id) }
        }
        return ids
      }
    }.get()
  }

  private func linkedID(_ name: String) throws -> Int64 {
    do {
      return try reader.id(name, as: field)
    } catch let error as UserError where column.createsMissing && error.exit == .notFound {
      _ = try missing.create(name, for: field)
      return try reader.id(name, as: field)
    }
  }

  /// Keeps what is wrong with a value; a failing store is no property of a value.
  private func remembering<Value>(_ read: () throws -> Value) throws -> Result<Value, UserError> {
    do {
      return .success(try read())
    } catch let error as UserError where !error.isFailure {
      return .failure(error)
    }
  }
}

extension UserError {
  /// Whether the program or the machine failed, rather than the input.
  var isFailure: Bool {
    switch exit {
    case .bug, .inputOutput, .busy, .interrupted, .configuration, .closedPipe, .terminated: true
    default: false
    }
  }
}
