import Catalogue

/// A condition whose names are known: each is a field of the noun, or of what it points to.
package indirect enum CheckedCondition: Sendable {
  case all([CheckedCondition])
  case any([CheckedCondition])
  case not(CheckedCondition)
  case test(CheckedTest)

  /// All comparisons, from left to right.
  package var tests: [CheckedTest] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.tests)
    case .not(let inner): inner.tests
    case .test(let test): [test]
    }
  }

  /// The condition with the fields' own names.
  package var source: Condition {
    switch self {
    case .all(let parts): .all(parts.map(\.source))
    case .any(let parts): .any(parts.map(\.source))
    case .not(let inner): .not(inner.source)
    case .test(let test): .test(test.source)
    }
  }
}

/// A comparison that makes sense for the type of its field; values are still texts.
package struct CheckedTest: Sendable {
  /// A field and the noun that has it.
  package struct Step: Sendable {
    package var noun: Noun
    package var field: Field
  }

  /// From the record to the field that is compared: `owner`, `team`, `name`.
  package var steps: [Step]
  /// Whether the record's own field is meant as it was before the change: `old.owner.team`.
  package var isEarlier: Bool
  /// The field that is compared.
  package var field: Field
  package var source: Condition.Test

  package var function: Condition.Subject.Function? { source.subject.function }
  package var comparison: Condition.Comparison { source.comparison }
}
