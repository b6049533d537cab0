import Catalogue
import Values

/// Finds what the names of a condition mean for a noun, and refuses comparisons that cannot be.
///
/// Names are those of the catalogue, its labels in either language, and dotted paths through
/// references.
package struct ConditionChecker {
  private let noun: Noun
  private let catalogue: Catalogue
  private let text: String
  private let isAboutChanges: Bool

  /// The text is the condition's, for excerpts.
  ///
  /// A condition about changes may ask what fields were before, by `old.` in front of their names.
  package init(
    _ noun: Noun, catalogue: Catalogue, text: String, isAboutChanges: Bool = false
  ) {
    self.noun = noun
    self.catalogue = catalogue
    self.text = text
    self.isAboutChanges = isAboutChanges
  }

  package func check(_ condition: Condition) throws(UserError) -> CheckedCondition {
    switch condition {
    case .all(let parts): return .all(try check(parts))
    case .any(let parts): return .any(try check(parts))
    case .not(let inner): return .not(try check(inner))
    case .test(let test): return .test(try check(test))
    }
  }

  private func check(_ parts: [Condition]) throws(UserError) -> [CheckedCondition] {
    var checked: [CheckedCondition] = []
    for part in parts { checked.append(try check(part)) }
    return checked
  }

  private func check(_ test: Condition.Test) throws(UserError) -> CheckedTest {
    let (subject, time) = try time(of: test.subject)
    let steps = try steps(of: subject)
    guard let last = steps.last else { throw UserError.bug("a condition compares nothing") }
    try check(test.subject, last.field)
    try check(test.comparison, of: test.subject, last.field)
    var source = test
    source.subject.path = steps.map(\.field.name)
    if time == .old {
      try checkEarlier(steps, in: test.subject)
      source.subject.path.insert(Time.old.rawValue, at: 0)
    }
    return CheckedTest(
      steps: steps, isEarlier: time == .old, field: last.field, source: source)
  }

  // MARK: Before and after

  /// What may stand in front of a name in a condition about changes.
  private enum Time: String {
    case old, new
  }

  /// Splits `old.` and `new.` off, unless fields are called so.
  private func time(
    of subject: Condition.Subject
  ) throws(UserError) -> (Condition.Subject, Time) {
    guard subject.path.count > 1, let first = subject.path.first,
      let time = Time(rawValue: first.lowercased()), Self.field(first, of: noun) == nil
    else { return (subject, .new) }
    guard isAboutChanges else {
      throw .condition(
        "only rules of automation that act on changes know \(time.rawValue) and new values",
        in: text, at: subject.place,
        hints: ["without '\(first).' the field is meant as it is now"])
    }
    var rest = subject
    rest.path.removeFirst()
    return (rest, time)
  }

  /// History keeps the fields of a record itself, not what follows from other records.
  private func checkEarlier(
    _ steps: [CheckedTest.Step], in subject: Condition.Subject
  ) throws(UserError) {
    guard let first = steps.first?.field, first.isLink || first.setter == .computed else { return }
    throw .condition(
      "what \(first.name) was before is not known", in: text, at: subject.place,
      hints: ["'old.' goes with fields that the record keeps itself"])
  }

  // MARK: Names

  private func steps(of subject: Condition.Subject) throws(UserError) -> [CheckedTest.Step] {
    var steps: [CheckedTest.Step] = []
    var noun = self.noun
    for (index, name) in subject.path.enumerated() {
      guard let field = Self.field(name, of: noun) else {
        throw unknown(name, of: noun, in: subject)
      }
      steps.append(.init(noun: noun, field: field))
      guard index + 1 < subject.path.count else { break }
      guard case .reference(let target) = field.type, let next = catalogue.noun(target) else {
        throw .condition(
          "\(field.name) of a \(noun.name) is no single record, so it has no '\(subject.path[index + 1])'",
          in: text, at: subject.place)
      }
      noun = next
    }
    return steps
  }

  /// The field, fact or id that the name means.
  private static func field(_ name: String, of noun: Noun) -> Field? {
    name == "id" ? idField : noun.fieldOrFact(called: name)
  }

  private static let idField = Field(
    "id", .integer(1...Int64.max), "ID", "编号", setter: .computed, "The number of the record")

  /// All names that a condition on the noun may use, for messages and completion.
  package static func names(of noun: Noun) -> [String] {
    ["id"] + (noun.fields + noun.facts).map(\.name)
  }

  private func unknown(
    _ name: String, of noun: Noun, in subject: Condition.Subject
  ) -> UserError {
    let names = Self.names(of: noun)
    let labels = (noun.fields + noun.facts).flatMap { [$0.label.english, $0.label.chinese] }
    return .condition(
      "\(noun.name) has no field '\(name)'", in: text, at: subject.place,
      hints: [
        NearestNames.hint(for: name, among: names)
          ?? NearestNames.hint(for: name, among: labels)
          ?? "'crm \(noun.command) list --fields help' lists the fields"
      ])
  }

  // MARK: Comparisons

  private func check(_ subject: Condition.Subject, _ field: Field) throws(UserError) {
    guard let function = subject.function else { return }
    switch field.type {
    case .day, .instant: return
    default:
      throw .condition(
        "\(function.rawValue) takes a date, and \(field.name) is none", in: text, at: subject.place)
    }
  }

  private func check(
    _ comparison: Condition.Comparison, of subject: Condition.Subject, _ field: Field
  ) throws(UserError) {
    let isOrdered = subject.function != nil || Self.isOrdered(field)
    switch comparison {
    case .missing, .present: return
    case .holds:
      guard field.type != .bool || subject.function != nil else { return }
      throw .condition(
        "\(field.name) is no yes or no, so it has to be compared with something", in: text,
        at: subject.place, hints: ["such as: \(field.name) is present"])
    case .within:
      guard !isOrdered else { return }
      throw impossible("between", of: subject, field)
    case .among(let values, _):
      guard values.isEmpty else { return }
      throw UserError.bug("a list without values")
    case .compare(let comparison, _):
      switch comparison {
      case .equal, .notEqual: return
      case .less, .lessOrEqual, .greater, .greaterOrEqual:
        guard !isOrdered else { return }
      case .contains, .lacks:
        guard subject.function != nil || !Self.isText(field) else { return }
      }
      throw impossible(comparison.rawValue, of: subject, field)
    }
  }

  private func impossible(
    _ comparison: String, of subject: Condition.Subject, _ field: Field
  ) -> UserError {
    let possible =
      Self.isText(field)
      ? "= != ~ !~ and in"
      : Self.isOrdered(field) || subject.function != nil
        ? "= != < <= > >= in and between" : "=, != and in"
    return .condition(
      "\(field.name) cannot be compared with \(comparison)", in: text, at: subject.place,
      hints: ["\(field.name) takes \(possible)"])
  }

  static func isOrdered(_ field: Field) -> Bool {
    switch field.type {
    case .integer, .money, .decimal, .day, .instant: true
    default: false
    }
  }

  /// What a part of can be looked for: texts, and the names of records.
  static func isText(_ field: Field) -> Bool {
    switch field.type {
    case .text, .longText, .phone, .email, .socialCreditCode, .reference: true
    default: false
    }
  }
}
