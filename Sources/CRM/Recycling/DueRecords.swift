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
  ///
  /// The plus sign keeps SQLite from going through the customers owner by owner: in the order of
  /// the table their rows, follow-ups and opportunities lie side by side.
  func query(where condition: SQL = "1") -> SQL {
    select("c.id, \(Self.anchor(of: rule)) AS anchor, c.owner", and: [self.condition, condition])
  }

  /// Those that are due on the day or were before, if nothing else happened: what passes by itself
  /// is left out, and without `isConditional` the rule's condition.
  func candidates(_ columns: SQL, isConditional: Bool, where condition: SQL) -> SQL {
    select(
      columns, and: [isConditional ? self.condition : "1", condition], sparing: { !$0.isTemporary })
      + " ORDER BY c.id"
  }

  private func select(
    _ columns: SQL, and conditions: [SQL], sparing: (RecycleExemption) -> Bool = { _ in true }
  ) -> SQL {
    let spared = RecycleExemption.all(of: rule, asOf: asOf, terms: terms).filter(sparing)
      .map { "NOT \($0.condition)" as SQL }
    return """
      SELECT \(columns) FROM \(identifier: rule.holding.table) c
      WHERE +c.owner IS NOT NULL AND c.deleted_at IS NULL AND c.held_since < \(boundary)
        AND \((spared + conditions + quiet).conjunction())
      """
  }

  /// Since the boundary nothing happened that resets the rule.
  private var quiet: [SQL] { rule.resets.map { "NOT \($0.happened(since: boundary))" } }

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

  /// What the rule counts from: the beginning of the present tenure of the customer `c`, or the
  /// latest reset.
  static func anchor(of rule: RecycleRule) -> SQL {
    let moments: [SQL] =
      ["c.held_since"]
      + rule.resets.map { "ifnull(\($0.latestTime(after: "c.held_since")), '')" }
    return moments.count == 1 ? moments[0] : "max(\(moments.joined(separator: ", ")))"
  }

  /// Whether the customer `c` has a deal.
  static var isWon: SQL { isWon(customer: "c.id") }

  /// Whether the customer of this id has a deal.
  static func isWon(customer: SQL) -> SQL {
    """
    EXISTS (SELECT 1 FROM opportunity o WHERE o.customer = \(customer) AND o.deleted_at IS NULL
      AND o.stage IN (SELECT id FROM stage WHERE kind = 'won'))
    """
  }
}
