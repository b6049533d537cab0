import Catalogue
import Conditions
import Store
import Values

/// Turns conditions into SQL over a noun's table, under the alias `r` unless another is given; the
/// database is their only evaluator.
///
/// Every part is true or false and never NULL, so that `not` means what people mean: a missing value
/// makes `=`, `<`, `in` and `~` false, and `!=`, `not in` and `!~` true. Values are bound. Days are
/// those of the store's zone, whoever asks, so that a condition means the same in a list and a rule.
package struct ConditionCompiler {
  private let noun: Noun
  private let text: String
  let session: Session
  let reader: FieldReader
  private let dates: DateConditions
  private let facts: FactExpression
  private let checked: CheckedCondition
  private let alias: String
  private let earlier: EarlierValues
  private let sight: PoolVisibility

  /// Reads the condition; errors show the place in its text.
  ///
  /// Relative dates count from `today`, by default the session's, and people are told what they
  /// stand for. What is hidden from whoever asks is missing; rules judge by everything.
  package init(
    _ text: String, for noun: Noun, alias: String = "r", today: Day? = nil,
    earlier: EarlierValues = .unknown, sight: PoolVisibility = .all, session: Session,
    reader: FieldReader
  ) throws {
    try self.init(
      try ConditionParser.parse(text), text: text, for: noun, alias: alias, today: today,
      earlier: earlier, sight: sight, session: session, reader: reader)
  }

  /// A condition that options have put together.
  init(
    _ condition: Condition, text: String, for noun: Noun, alias: String = "r",
    today: Day? = nil, earlier: EarlierValues = .unknown, sight: PoolVisibility = .all,
    session: Session, reader: FieldReader
  ) throws {
    self.alias = alias
    self.sight = sight
    self.earlier = earlier
    let noun = try session.noun(noun)
    self.noun = noun
    self.text = text
    self.session = session
    self.reader = reader
    let day = try today ?? session.today()
    facts = FactExpression(asOf: day, session: session)
    dates = DateConditions(
      now: session.now, today: day, zone: try session.settings().zone,
      note: today == nil ? session.note : { _ in })
    checked = try ConditionChecker(
      noun, catalogue: try session.catalogue, text: text, isAboutChanges: earlier.isKnown
    ).check(condition)
  }

  /// The text that every spelling of a condition shares, which has to mean something for the noun:
  /// how conditions are kept.
  static func canonical(
    _ text: String, for noun: Noun, earlier: EarlierValues = .unknown, session: Session,
    reader: FieldReader
  ) throws -> String {
    // Relative dates stay relative, so that nobody has to be told what they stand for today.
    let compiler = try ConditionCompiler(
      text, for: noun, today: try session.today(), earlier: earlier, session: session,
      reader: reader)
    _ = try compiler.sql()
    return ConditionPrinter.text(of: compiler.checked.source)
  }

  /// The fields that the condition reads, those of other records on the way included.
  package var fields: [(noun: Noun, field: Field)] { paths.flatMap { $0 } }

  /// What each comparison reads: the fields from the record's own to the one that is compared.
  var paths: [[(noun: Noun, field: Field)]] {
    checked.tests.map { $0.steps.map { ($0.noun, $0.field) } }
  }

  /// The condition as SQL.
  package func sql() throws -> SQL { try sql(checked) }

  /// The parts of the condition from the outermost to the innermost: how deep each stands, its
  /// text, its SQL, and for comparisons the value of the record.
  func parts() throws -> [(depth: Int, text: String, sql: SQL, value: SQL?)] {
    try parts(of: checked, depth: 0)
  }

  private func parts(
    of condition: CheckedCondition, depth: Int
  ) throws -> [(depth: Int, text: String, sql: SQL, value: SQL?)] {
    var value: SQL?
    var inner: [CheckedCondition] = []
    switch condition {
    case .all(let parts), .any(let parts): inner = parts
    case .not(let part): inner = [part]
    case .test(let test): value = shown(test)
    }
    let own = (
      depth: depth, text: ConditionPrinter.text(of: condition.source), sql: try sql(condition),
      value: value
    )
    return try [own] + inner.flatMap { try parts(of: $0, depth: depth + 1) }
  }

  private func sql(_ condition: CheckedCondition) throws -> SQL {
    switch condition {
    case .all(let parts): "(\(try parts.map(sql).joined(separator: " AND ")))"
    case .any(let parts): "(\(try parts.map(sql).joined(separator: " OR ")))"
    case .not(let inner): "NOT \(try sql(inner))"
    case .test(let test): try sql(test)
    }
  }

  // MARK: One comparison

  private func sql(_ test: CheckedTest) throws -> SQL {
    let subject = try subject(of: test)
    switch test.comparison {
    case .missing: return "(\(subject.value) IS NULL)"
    case .present: return "(\(subject.value) IS NOT NULL)"
    case .holds: return "(\(subject.value) IS 1)"
    case .among(let values, let isNegated):
      let equal = try values.map { try equality(subject, $0) }.joined(separator: " OR ")
      return isNegated ? "NOT (\(equal))" : "(\(equal))"
    case .within(let first, let last, let isNegated):
      let within = try range(subject, first, last)
      return isNegated ? "NOT \(within)" : within
    case .compare(let comparison, let value):
      switch comparison {
      case .equal: return try equality(subject, value)
      case .notEqual: return "NOT \(try equality(subject, value))"
      case .contains: return containment(subject, value)
      case .lacks: return "NOT \(containment(subject, value))"
      case .less, .lessOrEqual, .greater, .greaterOrEqual:
        return try order(subject, comparison, value)
      }
    }
  }

  private func subject(of test: CheckedTest) throws -> Subject {
    try Subject(
      test, alias: alias, catalogue: try session.catalogue, facts: facts, earlier: earlier,
      sight: sight)
  }

  /// What the record has now of all that the condition compares; of several links nothing.
  func comparedValues() throws -> [SQL] {
    try checked.tests.filter { !$0.isEarlier }.map(subject(of:)).filter { $0.link == nil }.map(
      \.value)
  }

  /// The only value that the condition compares: of a path that is read alone.
  func onlyValue() throws -> (field: Field, value: SQL)? {
    guard let test = checked.tests.first, checked.tests.count == 1 else { return nil }
    let subject = try subject(of: test)
    return subject.link == nil ? (test.field, subject.value) : nil
  }

  private func equality(_ subject: Subject, _ value: Condition.Value) throws -> SQL {
    try placed(value) {
      if subject.isDate { return try dates.equality(subject, value.text) }
      if let link = subject.link {
        let ids = try reader.ids(value.text, as: subject.field)
        return "EXISTS (\(link) AND l.target IN \(ids: ids))"
      }
      if case .reference(let name) = subject.field.type, name == Noun.stage.name {
        // Stage names repeat from pipeline to pipeline: all of that name are meant.
        return subject.isTrue(
          "\(subject.value) IN \(ids: try reader.matches(value.text, noun: .stage))")
      }
      let scalar = try scalar(value.text, of: subject.field)
      if let key = subject.nameKey {
        // The key has an index, and equal names have equal keys.
        return subject.isTrue(
          "\(subject.value) = \(scalar) AND \(key) = \(NameKey.key(of: value.text))")
      }
      return subject.isTrue("\(subject.value) = \(scalar)")
    }
  }

  private func order(
    _ subject: Subject, _ comparison: Condition.Operator, _ value: Condition.Value
  ) throws -> SQL {
    try placed(value) {
      if subject.isDate { return try dates.order(subject, comparison, value.text) }
      let scalar = try scalar(value.text, of: subject.field)
      return subject.isTrue("\(subject.value) \(SQL(text: comparison.rawValue)) \(scalar)")
    }
  }

  private func range(
    _ subject: Subject, _ first: Condition.Value?, _ last: Condition.Value?
  ) throws -> SQL {
    var bounds: [SQL] = []
    if let first { bounds.append(try order(subject, .greaterOrEqual, first)) }
    if let last { bounds.append(try order(subject, .lessOrEqual, last)) }
    return "(\(bounds.joined(separator: " AND ")))"
  }

  /// Part of a text, whatever the case of ASCII letters; of a name, whatever its spelling.
  private func containment(_ subject: Subject, _ value: Condition.Value) -> SQL {
    let key = NameKey.key(of: value.text)
    if let nameKey = subject.nameKey, !key.isEmpty {
      return "ifnull(instr(\(nameKey), \(key)) > 0, 0)"
    }
    return "ifnull(instr(lower(\(subject.words)), lower(\(value.text))) > 0, 0)"
  }

  // MARK: Values

  private func scalar(_ text: String, of field: Field) throws -> Scalar {
    switch field.type {
    // Beyond the field's own range a number can still be compared with.
    case .integer: return .integer(try FixedPoint.integer.parse(text))
    // Records keep entries that are not offered any more.
    case .dictionary(let name):
      let list = try reader.optionList(name)
      guard let key = list.key(for: text) else { throw list.unknown(text, field: field.name) }
      return .text(key)
    default: return try reader.scalar(text, as: field)
    }
  }

  /// Shows the place of the value with whatever is wrong with it.
  private func placed(_ value: Condition.Value, _ body: () throws -> SQL) throws -> SQL {
    do {
      return try body()
    } catch let error as UserError where !error.isFailure && !text.isEmpty {
      throw error.placed(in: text, at: value.place)
    }
  }

  /// The record's value of a comparison, for people.
  private func shown(_ test: CheckedTest) -> SQL? {
    guard let subject = try? subject(of: test), subject.link == nil else { return nil }
    if test.field.type == .bool { return "iif(\(subject.value), 'yes', 'no')" }
    guard case .reference(let name) = test.field.type,
      let target = try? session.catalogue.noun(name)
    else { return subject.value }
    return """
      (SELECT x.\(identifier: RecordColumn.display(of: target))
        FROM \(identifier: target.table) x WHERE x.id = \(subject.value))
      """
  }
}
