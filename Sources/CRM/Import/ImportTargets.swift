import Catalogue
import Values

/// Everything that a column of a file can become, found by name, label or alias.
struct ImportTargets {
  let noun: Noun
  /// The noun of the records that rows bring along, such as the contact of a customer.
  let companion: Noun?
  private let fileColumns: (any FileColumnRules.Type)?
  private let isHistoric: Bool
  private let numbers: RecordDraft
  private let companionNumbers: RecordDraft?
  /// Targets by folded name, the best kind of name first.
  private var names: [String: [(rank: Int, target: String)]] = [:]

  init(_ noun: Noun, in catalogue: Catalogue, isHistoric: Bool) throws {
    let behavior = try NounBehavior.of(noun)
    self.noun = noun
    companion = behavior.companion.map { catalogue.noun($0.name) ?? $0 }
    fileColumns = behavior.fileColumns
    self.isHistoric = isHistoric
    numbers = RecordDraft(noun)
    companionNumbers = companion.map { RecordDraft($0) }
    for field in noun.fields { add(field, as: field.name, rank: 0) }
    for name in fileColumns?.fileColumnNames ?? [] where noun.field(name) == nil {
      if let field = fileColumns?.fileField(name) { add(field, as: name, rank: 3) }
    }
    if let companion {
      for field in companion.fields where Self.isCompanion(field, of: noun) {
        add(field, as: "\(companion.name).\(field.name)", rank: 3)
      }
    }
  }

  private mutating func add(_ field: Field, as target: String, rank: Int) {
    names[NameKey.key(of: target), default: []].append((rank, target))
    for label in [field.name, field.label.english, field.label.chinese] where label != target {
      names[NameKey.key(of: label), default: []].append((rank + 1, target))
    }
    for alias in field.aliases {
      names[NameKey.key(of: alias), default: []].append((rank + 2, target))
    }
  }

  /// Fields that point back or that the program sets are no part of a companion.
  private static func isCompanion(_ field: Field, of noun: Noun) -> Bool {
    !field.isLink && field.isEditable && field.type != .reference(noun.name)
  }

  /// The target that a header of a file means, and how sure that is; nil when it means none.
  func match(_ header: String) -> (rank: Int, target: String)? {
    if let field = fileColumns?.fileField(header), mayBeSet(field) { return (0, field.name) }
    let known = names[NameKey.key(of: header)] ?? []
    return known.filter { mayBeSet($0.target) }.min { $0.rank < $1.rank }
  }

  /// Whether the header names a field at all, one that files may not set included.
  func isKnown(_ header: String) -> Bool {
    names[NameKey.key(of: header)] != nil || fileColumns?.fileField(header) != nil
  }

  /// The target of a name that a user wrote; throws with suggestions.
  func target(named name: String) throws -> (name: String, target: ImportTarget) {
    let candidates = names[NameKey.key(of: name)] ?? []
    let canonical = candidates.min { $0.rank < $1.rank }?.target ?? name
    if let field = fileColumns?.fileField(canonical) {
      try checkSetter(field)
      return (canonical, .special(field))
    }
    if let field = noun.field(canonical) {
      try checkSetter(field)
      if field.isLink { return (canonical, .links(field)) }
      let column = try numbers.number(of: field.column)
      return field.type == .reference(noun.name)
        ? (canonical, .ownReference(field, column: column))
        : (canonical, .field(field, column: column))
    }
    if let companion, let companionNumbers, canonical.hasPrefix("\(companion.name)."),
      let field = companion.field(String(canonical.dropFirst(companion.name.count + 1)))
    {
      return (
        canonical, .companion(field, column: try companionNumbers.number(of: field.column))
      )
    }
    throw UserError(
      .usage, "\(noun.name) has no field '\(name)'",
      hints: [NearestNames.hint(for: name, among: allNames)].compactMap { $0 }
        + ["'crm import template \(noun.name)' lists them"])
  }

  /// All targets, in declared order.
  var allNames: [String] {
    var result = noun.fields.filter(mayBeSet).map(\.name)
    result += (fileColumns?.fileColumnNames ?? []).filter(mayBeSet)
    if let companion {
      result += companion.fields.filter { Self.isCompanion($0, of: noun) }
        .map { "\(companion.name).\($0.name)" }
    }
    return result
  }

  private func mayBeSet(_ target: String) -> Bool {
    guard let field = noun.field(target) ?? fileColumns?.fileField(target) else { return true }
    return mayBeSet(field)
  }

  private func mayBeSet(_ field: Field) -> Bool {
    field.isSetAtCreation || (field.setter == .history && isHistoric)
  }

  private func checkSetter(_ field: Field) throws {
    guard !mayBeSet(field) else { return }
    throw UserError(
      .usage, "\(field.name) of a \(noun.name) is set by crm itself",
      hints: field.setter == .history ? ["--historic takes it over from the file"] : [])
  }
}
