import Catalogue
import Store
import Values
import YAML

/// Records as a configuration file writes them: the title first, then what differs from the default.
struct ConfigurationNodes {
  private let db: ReadTransaction
  private let writer: FieldWriter

  init(session: Session, db: ReadTransaction) throws {
    self.db = db
    writer = try FieldWriter(session: session, db: db)
  }

  /// The record without its parts.
  func node(of record: ConfigurationRecord) throws -> YAMLNode {
    .mapping(try pairs(of: record))
  }

  /// The record with its parts.
  func tree(of record: ConfigurationRecord) throws -> YAMLNode {
    var pairs = try pairs(of: record)
    for part in record.layout.parts {
      guard let whole = part.whole else { continue }
      let records = try ConfigurationRecord.all(
        part, where: "r.\(identifier: whole.column) = \(record.id)", in: db)
      if !records.isEmpty { pairs.append(.init(part.name, .list(try records.map(tree)))) }
    }
    return .mapping(pairs)
  }

  private func pairs(of record: ConfigurationRecord) throws -> [YAMLNode.Pair] {
    let layout = record.layout
    var pairs = [YAMLNode.Pair(layout.title.name, .text(record.title))]
    for field in layout.fields {
      if let value = try value(of: field, in: record) { pairs.append(.init(field.name, value)) }
    }
    return pairs
  }

  private func value(of field: Field, in record: ConfigurationRecord) throws -> YAMLNode? {
    if case .references(let noun, _) = field.type {
      let names = try record.targets(of: field).map { try writer.name(of: $0, noun: noun) }
      return names.isEmpty ? nil : .list(names.sorted().map(YAMLNode.text))
    }
    let scalar = record.scalar(field)
    guard scalar != field.defaultValue, let text = try writer.text(scalar, of: field) else {
      return nil
    }
    switch field.type {
    case .integer, .bool, .money, .decimal, .day, .instant: return .literal(text)
    default: return .text(text)
    }
  }

  // MARK: Values in a plan

  /// What a field of a record says, for people; nil for nothing.
  func text(of field: Field, in record: ConfigurationRecord) throws -> String? {
    if case .references(let noun, _) = field.type {
      let names = try record.targets(of: field).map { try writer.name(of: $0, noun: noun) }
      return names.isEmpty ? nil : names.sorted().joined(separator: ", ")
    }
    return try writer.text(record.scalar(field), of: field)
  }
}
