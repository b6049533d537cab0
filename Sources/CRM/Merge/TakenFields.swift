import Catalogue
import Store
import Values

/// Which values a record takes from those that are merged into it: what it is told to take, and
/// where it has none, the first that there is.
struct TakenFields {
  struct Taken {
    let field: Field
    let from: Int64
    let value: Scalar
    /// The value of the key column, for a field that has one.
    let key: Scalar
  }

  private let noun: Noun
  private let session: Session
  private let db: WriteTransaction
  /// What each record has, by column.
  private var rows: [Int64: [String: Scalar]] = [:]

  init(
    _ noun: Noun, records: [Int64], session: Session, in db: WriteTransaction
  ) throws {
    self.noun = noun
    self.session = session
    self.db = db
    let columns = RecordDraft(noun).columns
    for id in records {
      var row: [String: Scalar] = [:]
      try db.stream(
        "SELECT \(identifiers: columns) FROM \(identifier: noun.table) WHERE id = \(id)"
      ) { cursor in
        for (index, column) in columns.enumerated() { row[column] = cursor.scalar(index) }
        return false
      }
      rows[id] = row
    }
  }

  /// The fields that the survivor takes from the others, which come in order.
  func fields(
    of survivor: Int64, from others: [Int64], told: [(field: Field, from: Int64)]
  ) throws -> [Taken] {
    var taken: [Taken] = []
    for (field, id) in told where id != survivor {
      guard let value = value(of: field, in: id) else {
        throw UserError(
          .no, "\(noun.reference(id)) has no \(field.name) that could be taken", code: "E_TAKE")
      }
      taken.append(make(field, id, value))
    }
    let decided = try ClassificationGuard(noun, fields: noun.fields, session: session, db: db)
      .decided.map(\.field.name)
    for field in noun.fields where field.isEditable && !field.isLink {
      guard !told.contains(where: { $0.field.name == field.name }),
        !decided.contains(field.name), value(of: field, in: survivor) == nil
      else { continue }
      for id in others {
        guard let value = value(of: field, in: id),
          try !isOwnAncestor(survivor, by: field, through: value)
        else { continue }
        taken.append(make(field, id, value))
        break
      }
    }
    return taken
  }

  private func make(_ field: Field, _ id: Int64, _ value: Scalar) -> Taken {
    Taken(
      field: field, from: id, value: value,
      key: field.keyColumn.flatMap { rows[id]?[$0] } ?? .null)
  }

  /// Nil for what is as good as none: a "no" that every record has unless told otherwise, too.
  private func value(of field: Field, in id: Int64) -> Scalar? {
    let value = rows[id]?[field.column] ?? .null
    switch value {
    case .null, .text(""): return nil
    case .integer(0) where field.type == .bool && !field.isCustom: return nil
    default: return value
    }
  }

  /// Whether a record would be above itself, were this the value of its field.
  private func isOwnAncestor(
    _ id: Int64, by field: Field, through value: Scalar
  ) throws -> Bool {
    guard field.type == .reference(noun.name), case .integer(let parent) = value else {
      return false
    }
    return try TreeCheck.isAbove(id, parent, by: field, of: noun, in: db)
  }
}
