/// The smallest parts of a condition's text.
struct ConditionToken: Equatable {
  enum Kind: Equatable {
    /// A name, a keyword, a number or a day: what they are depends on where they stand.
    case word(String)
    /// A text in quotation marks, without them.
    case text(String)
    case comparison(Condition.Operator)
    case open, close, comma, range
    /// Between the actions of a rule; no part of conditions.
    case semicolon
    case end
  }

  var kind: Kind
  var place: Condition.Place
}

/// The words that are neither names nor values; case does not matter.
package enum ConditionKeyword: String, CaseIterable {
  case and, or, not, `in`, `is`, missing, present, between

  package init?(_ word: String) {
    self.init(rawValue: word.lowercased())
  }
}
