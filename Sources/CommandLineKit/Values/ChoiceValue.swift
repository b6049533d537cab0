import Values

/// A value that is one of a few words; help and completion list them, a wrong one is corrected.
package protocol ChoiceValue: ArgumentValue, CaseIterable, RawRepresentable
where RawValue == String {}

extension ChoiceValue {
  package init(argument: ArgumentText) throws {
    let text = try argument.string()
    if let value = Self(rawValue: text) {
      self = value
      return
    }
    let choices = Self.allCases.map(\.rawValue)
    throw ArgumentMismatch(
      expected: "one of \(choices.joined(separator: ", "))",
      hints: NearestNames.hint(for: text, among: choices).map { [$0] } ?? [])
  }

  package static var completion: Completion { .choices(allCases.map(\.rawValue)) }
  package var shownAsDefault: String? { rawValue }
}
