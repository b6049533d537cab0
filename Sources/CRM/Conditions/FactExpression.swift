import Catalogue
import Store
import Values

/// The SQL of a noun's facts: what follows from other records.
package struct FactExpression {
  private let today: Day
  private let session: Session

  /// Facts that change with time are those of this day.
  package init(asOf today: Day, session: Session) {
    self.today = today
    self.session = session
  }

  /// The value of a fact of the record under the alias; nil when the noun has no such fact.
  package func sql(_ fact: String, of noun: Noun, alias: String) throws -> SQL? {
    let id: SQL = "\(identifier: alias).id"
    switch (noun.name, fact) {
    case ("customer", "last_activity"):
      return """
        (SELECT max(fa.at) FROM activity fa
          WHERE fa.customer = \(id) AND fa.deleted_at IS NULL)
        """
    case ("customer", "contacts"):
      return """
        (SELECT count(*) FROM contact fc WHERE fc.customer = \(id) AND fc.deleted_at IS NULL)
        """
    case ("customer", "open_opportunities"):
      return """
        (SELECT count(*) FROM opportunity fo
          WHERE fo.customer = \(id) AND fo.deleted_at IS NULL
            AND fo.stage IN (SELECT id FROM stage WHERE kind = 'open'))
        """
    case ("customer", "open_tasks"):
      return """
        (SELECT count(*) FROM task ft WHERE ft.customer = \(id) AND \(OpenTasks.isOpen("ft")))
        """
    case ("task", "overdue"):
      return
        "(\(OpenTasks.isOpen("\(identifier: alias)")) AND \(OpenTasks.isDue("\(identifier: alias)", before: today)))"
    case ("opportunity", "forecast"): return ForecastCategory.sql(of: alias)
    case ("opportunity", "stage_since"), ("opportunity", "stage_age"), ("opportunity", "slipped"),
      ("opportunity", "rotten"):
      return try StageTime(asOf: today, session: session).fact(fact, of: alias)
    case ("pipeline", "version"): return PipelineVersions.current(of: alias)
    case ("ticket", "overdue"):
      return
        "(\(PendingTickets.isPending("\(identifier: alias)")) AND \(PendingTickets.isDue("\(identifier: alias)", before: today)))"
    case ("customer", "open_tickets"):
      return """
        (SELECT count(*) FROM ticket fs WHERE fs.customer = \(id) AND \(PendingTickets.isPending("fs")))
        """
    case ("share", "active"): return ShareGrant.lasts("\(identifier: alias)", on: today)
    case ("customer", "won"): return Deal.isWon(customer: id)
    case ("customer", "last_deal"):
      return Deal.time(.last, ofCustomer: id, DealClock(try session.settings().zone))
    case ("customer", "score"), ("lead", "score"): return try score(of: noun, alias)
    case ("customer", "priority"):
      return ScoreExpression.priority(of: try score(of: noun, alias))
    case ("opportunity", "last_activity"), ("lead", "last_activity"):
      return """
        (SELECT max(fa.at) FROM activity fa
          WHERE fa.\(identifier: noun.name) = \(id) AND fa.deleted_at IS NULL)
        """
    default: break
    }
    let contracts = ContractFacts(today: today)
    switch noun.name {
    case "contract": return contracts.contract(fact, "\(identifier: alias)")
    case "receivable": return contracts.receivable(fact, "\(identifier: alias)")
    case "customer": return contracts.customer(fact, id)
    case "category": return CategoryFacts.sql(fact, id)
    case "quote": return QuoteStatus(today: today).fact(fact, "\(identifier: alias)")
    default: return nil
    }
  }

  /// The points of what the customer or lead does, and of what it is.
  private func score(of noun: Noun, _ alias: String) throws -> SQL {
    let events = ScoreExpression(noun: noun, today: today).points(of: "\(identifier: alias).id")
    let rules = try session.read { db in
      try ScoreRules(of: noun, alias: alias, today: today, session: session, in: db)
    }
    return rules.rules.isEmpty ? events : "(\(events) + \(rules.points))"
  }

  /// What the days since a date are counted from where the date is missing: a customer or lead that was
  /// never followed up has waited since its owner got it.
  static func start(of field: Field, of noun: Noun, alias: String) -> SQL? {
    startColumn(of: field, of: noun).map { "\(identifier: alias).\(identifier: $0)" }
  }

  static func startColumn(of field: Field, of noun: Noun) -> String? {
    field.name == "last_activity" && noun.field("held_since") != nil ? "held_since" : nil
  }
}
