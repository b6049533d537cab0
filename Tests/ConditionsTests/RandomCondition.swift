import Conditions
import ProgramTesting

/// Random conditions over any names and values: what the language can say, not what makes sense.
struct RandomCondition {
  var generator: SeededGenerator

  private static let names = ["level", "name", "owner.team", "amount", "金额", "a_b", "created_at"]
  private static let values = [
    "A", "制造", "1.2万", "-30d", "2026-03-01", "it's", "\"", "and", "", " ", "a..b", "x.", ".5",
    "今天", "customer/7", "100%", "\u{1F600}", "“quoted”", "tab\there", "é", "（", "not", "++",
  ]

  mutating func condition(depth: Int = 4) -> Condition {
    switch Int.random(in: 0..<(depth > 0 ? 6 : 3), using: &generator) {
    case 3: .all(parts(depth: depth - 1))
    case 4: .any(parts(depth: depth - 1))
    case 5: .not(condition(depth: depth - 1))
    default: .test(test())
    }
  }

  private mutating func parts(depth: Int) -> [Condition] {
    (0..<Int.random(in: 2...4, using: &generator)).map { _ in condition(depth: depth) }
  }

  private mutating func test() -> Condition.Test {
    let name = pick(Self.names).split(separator: ".").map(String.init)
    let function =
      Int.random(in: 0..<5, using: &generator) == 0
      ? pick(Condition.Subject.Function.allCases) : nil
    return .init(.init(name, function: function), comparison())
  }

  private mutating func comparison() -> Condition.Comparison {
    let isNegated = Bool.random(using: &generator)
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: return .holds
    case 1: return .missing
    case 2: return .present
    case 3:
      return .among(
        (0..<Int.random(in: 1...4, using: &generator)).map { _ in value() }, isNegated: isNegated)
    case 4: return .within(value(), value(), isNegated: isNegated)
    case 5:
      return Bool.random(using: &generator)
        ? .within(nil, value(), isNegated: isNegated) : .within(value(), nil, isNegated: isNegated)
    default: return .compare(pick(Condition.Operator.allCases), value())
    }
  }

  private mutating func value() -> Condition.Value { .init(pick(Self.values)) }

  private mutating func pick<T>(_ items: [T]) -> T {
    items[Int.random(in: items.indices, using: &generator)]
  }
}
