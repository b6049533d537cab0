import Store
import Values

/// Which customers or leads a rule recycles on a day: the one definition behind the run, the dry run, the
/// forecast and the explanation.
///
/// A record is due when it is owned, no exemption of the rule holds (`RecycleExemption`), it meets the
/// rule's condition, and its anchor is more than the rule's days old. The anchor is the beginning of
/// the present tenure or a later reset.
///
/// Days are counted in the store's zone. They are not computed row by row: an anchor is more than N
/// days old exactly when it lies before one instant, which is bound.
struct DueRecords {
  let rule: RecycleRule
  let asOf: Day
  let terms: RecycleTerms
  /// The rule's condition on the record `c`.
  let condition: SQL

  init(
    rule: RecycleRule, asOf: Day, terms: RecycleTerms, session: Session, in db: ReadTransaction
  ) throws {
    self.rule = rule
    self.asOf = asOf
    self.terms = terms
    condition = try Self.condition(of: rule, asOf: asOf, session: session, in: db)
  }

  /// Relative dates of the condition count from the day of the run.
  static func condition(
    of rule: RecycleRule, asOf: Day, session: Session, in db: ReadTransaction
  ) throws -> SQL {
    guard let text = rule.condition else { return "1" }
    let reader = try FieldReader(.option, session: session, db: db)
    return try ConditionCompiler(
      text, for: rule.holding.noun, alias: "c", today: asOf, session: session, reader: reader
    ).sql()
  }

  /// The due customers as rows of `id`, `anchor` and `owner`; the condition narrows `c` further.
  func query(where condition: SQL = "1") -> SQL {
    """
    SELECT c.id, \(Self.anchor(of: rule, terms.calendar)) AS anchor, c.owner
    FROM \(held) AND \(isDue()) AND \(condition)
    """
  }

  /// Those that are due on the day or were before, if nothing else happened: what passes by itself
  /// is left out, and without `isConditional` the rule's condition.
  func candidates(_ columns: SQL, isConditional: Bool, where condition: SQL) -> SQL {
    """
    SELECT \(columns) FROM \(held)
      AND \(isDue(isConditional: isConditional, sparing: { !$0.isTemporary })) AND \(condition)
    ORDER BY c.id
    """
  }

  /// The records `c` that somebody has.
  ///
  /// The plus sign keeps SQLite from going through the customers owner by owner: in the order of
  /// the table their rows, follow-ups and opportunities lie side by side.
  private var held: SQL { Self.held(rule.holding) }

  static func held(_ holding: PoolHolding) -> SQL {
    "\(identifier: holding.table) c WHERE +c.owner IS NOT NULL AND c.deleted_at IS NULL"
  }

  /// Whether the rule takes the record `c`, which somebody has.
  private func isDue(
    isConditional: Bool = true, sparing: (RecycleExemption) -> Bool = { _ in true }
  ) -> SQL {
    (standing(isConditional: isConditional, sparing: sparing) + quiet).map { $0 { $0 } }
      .conjunction()
  }

  /// Something that has to hold for the rule to take the record `c`.
  ///
  /// What it looks up goes through the function, so that whoever asks several rules can have it looked up once.
  typealias Requirement = (_ once: (SQL) -> SQL) -> SQL

  /// It has been held for long enough, nothing spares it, and it meets the rule's condition.
  func standing(
    isConditional: Bool = true, sparing: (RecycleExemption) -> Bool = { _ in true }
  ) -> [Requirement] {
    let spared = RecycleExemption.all(of: rule, asOf: asOf, terms: terms)
      .filter { $0.condition != RecycleExemption.never && sparing($0) }
      .map { exemption -> Requirement in { "NOT \($0(exemption.condition))" } }
    let meets: [Requirement] = isConditional && rule.condition != nil ? [{ $0(condition) }] : []
    return [{ "c.held_since < \(boundary(once: $0))" }] + spared + meets
  }

  /// Nothing has started the clock anew since.
  var quiet: [Requirement] {
    rule.resets(terms.calendar).map { reset in
      { once in "\(once(reset.latestTime)) < \(boundary(once: once))" }
    }
  }

  private func boundary(once: (SQL) -> SQL) -> SQL {
    rule.daysBy == nil ? boundary : once(boundary)
  }

  /// Anchors before this instant are old enough; before the empty text there is none.
  private var boundary: SQL {
    func instant(_ days: Int) -> SQL {
      days > 0 ? "\(terms.calendar.boundary(days: days, asOf: asOf))" : "''"
    }
    guard let by = rule.daysBy else { return instant(rule.days) }
    let cases = by.limits.map { "WHEN \($0.value) THEN \(instant($0.days))" as SQL }
    return """
      CASE c.\(identifier: by.field) \(cases.joined(separator: " ")) ELSE \(instant(rule.days)) END
      """
  }

  /// No anchor from this instant on is old enough for any record; nil: the rule takes none.
  var lastBoundary: Instant? {
    ([rule.days] + (rule.daysBy?.limits.map(\.days) ?? [])).filter { $0 > 0 }
      .map { terms.calendar.boundary(days: $0, asOf: asOf) }.max()
  }

  /// What the rule counts from: the beginning of the present tenure of the customer `c`, or the
  /// latest reset.
  static func anchor(
    of rule: RecycleRule, _ calendar: RecycleCalendar, once: (SQL) -> SQL = { $0 }
  ) -> SQL {
    let moments = ["c.held_since"] + rule.resets(calendar).map { once($0.latestTime) }
    return moments.count == 1 ? moments[0] : "max(\(moments.joined(separator: ", ")))"
  }
}
