import Catalogue
import Store
import Values

/// Creates what cells name and nothing knows yet: options, and records that a name is enough for.
final class MissingRecords {
  private let context: CreationContext
  private var creators: [String: RecordCreator] = [:]
  /// How many of what were created: nouns and option lists, in the order of their first one.
  private(set) var counts: [(name: String, count: Int)] = []

  init(_ context: CreationContext) {
    self.context = context
  }

  /// Whether values of the field can be created from their text alone.
  static func canCreate(_ field: Field) -> Bool {
    if field.type.optionList != nil { return true }
    switch field.type {
    case .reference(let name), .references(let name, _):
      guard let noun = Catalogue.builtIn.noun(name) else { return false }
      return noun.fields.allSatisfy { !$0.isRequired || $0.name == noun.titleField }
        && noun.field(noun.titleField)?.isRequired == true
    default: return false
    }
  }

  /// The stored value of the option or record that the text names from now on.
  func create(_ text: String, for field: Field) throws -> Scalar {
    if let list = field.type.optionList { return .text(try createOption(text, in: list)) }
    return switch field.type {
    case .reference(let noun), .references(let noun, _): .integer(try createRecord(text, of: noun))
    default: throw UserError.bug("\(field.name) is neither option nor reference")
    }
  }

  private func createOption(_ text: String, in list: String) throws -> String {
    let creator = try creator(of: Noun.dict.name)
    let draft = creator.draft
    let entry = OptionList.Entry(
      key: OptionList.key(forLabel: text), label: Label(text, text), isActive: true)
    draft.removeAll()
    try draft.setOption(text, of: list)
    try creator.prepare()
    _ = try creator.insert()
    try context.reader.remember(entry, in: list)
    count(list)
    return entry.key
  }

  private func createRecord(_ text: String, of nounName: String) throws -> Int64 {
    let creator = try creator(of: nounName)
    let noun = creator.noun
    guard let title = noun.field(noun.titleField) else {
      throw UserError.bug("\(noun.name) has no title")
    }
    creator.draft.removeAll()
    var text = text
    try text.withUTF8 {
      try context.reader.read(
        $0, as: title, into: try creator.draft.number(of: title.column), of: creator.draft)
    }
    try creator.prepare()
    let id = try creator.insert()
    try context.reader.resolver(for: nounName).remember(text, as: id)
    count(noun.name)
    return id
  }

  private func creator(of nounName: String) throws -> RecordCreator {
    if let known = creators[nounName] { return known }
    guard let noun = try context.session.catalogue.noun(nounName) else {
      throw UserError.bug("unknown noun \(nounName)")
    }
    let creator = try RecordCreator(noun, in: context)
    creators[nounName] = creator
    return creator
  }

  private func count(_ name: String) {
    if let index = counts.firstIndex(where: { $0.name == name }) {
      counts[index].count += 1
    } else {
      counts.append((name, 1))
    }
  }

  /// Writes what belongs to the new records.
  func finish() throws {
    for (_, creator) in creators.sorted(by: { $0.key < $1.key }) { try creator.finish() }
    creators = [:]
  }
}
