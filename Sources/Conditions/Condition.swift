/// A condition on a record, as it was written: names and values are texts that nobody has looked up.
///
/// One language for filters, views and rules. `ConditionParser` makes it from text, `ConditionPrinter`
/// writes its canonical text, `ConditionChecker` finds what the names mean, and the database is the
/// only one that says whether it holds.
package indirect enum Condition: Hashable, Sendable {
  /// All of them; two or more.
  case all([Condition])
  /// At least one of them; two or more.
  case any([Condition])
  case not(Condition)
  case test(Test)

  /// One comparison of a value of the record.
  package struct Test: Hashable, Sendable {
    package var subject: Subject
    package var comparison: Comparison

    package init(_ subject: Subject, _ comparison: Comparison) {
      self.subject = subject
      self.comparison = comparison
    }
  }

  /// What is compared: `level`, `owner.team`, `days_since(last_activity)`.
  package struct Subject: Hashable, Sendable {
    package enum Function: String, Hashable, Sendable, CaseIterable {
      case daysSince = "days_since"
      case daysUntil = "days_until"
    }

    package var function: Function?
    /// A name, and the names within the records that it points to.
    package var path: [String]
    package var place: Place

    package init(_ path: [String], function: Function? = nil, place: Place = .none) {
      self.function = function
      self.path = path
      self.place = place
    }
  }

  package enum Comparison: Hashable, Sendable {
    /// The name alone: yes.
    case holds
    case compare(Operator, Value)
    case among([Value], isNegated: Bool)
    /// From the first to the second, both included; one of them may be open.
    case within(Value?, Value?, isNegated: Bool)
    case missing
    case present
  }

  package enum Operator: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contains = "~"
    case lacks = "!~"
  }

  /// A literal: its type is that of what it is compared with.
  package struct Value: Hashable, Sendable {
    package var text: String
    package var place: Place

    package init(_ text: String, place: Place = .none) {
      self.text = text
      self.place = place
    }
  }

  /// Where something stands in the text, in bytes.
  ///
  /// It is for messages only: two conditions are equal wherever their parts stand.
  package struct Place: Hashable, Sendable {
    package var start: Int
    package var end: Int

    package static let none = Place(start: 0, end: 0)

    package init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }

    package static func == (first: Place, second: Place) -> Bool { true }

    package func hash(into hasher: inout Hasher) {}
  }
}
