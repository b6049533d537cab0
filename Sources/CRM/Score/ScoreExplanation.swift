import Catalogue
import Store
import Tabular
import Values

/// Where the score of a customer or lead comes from: every event with what is left of it, and the sum.
package struct ScoreExplanation {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func document(of reference: String) throws -> Document {
    let today = try session.today()
    return try session.read { db in
      let (noun, id) = try AnyRecord.find(reference, session: session, in: db)
      guard ScoreRules.hasScore(noun) else {
        throw UserError(
          .usage, "a \(noun.name) has no score",
          hints: ["name a customer, or a lead as lead/ID"])
      }
      let facts = FactExpression(asOf: today, session: session)
      guard let score = try facts.sql("score", of: noun, alias: "r"),
        let row = try db.row(
          "SELECT r.name, \(score) FROM \(identifier: noun.table) r WHERE r.id = \(id)",
          as: String.self, Int64.self)
      else { throw UserError.bug("\(noun.reference(id)) has no score") }
      return .object(
        [
          Document.Entry(
            noun.name, label: noun.label[session.language], .text(noun.reference(id))),
          session.entry("name", "Name", "名称", .text(row.0)),
          session.entry("as_of", "As of", "截至", .text(today.description)),
          session.entry("score", "Score", "评分", .integer(row.1)),
        ] + (try priority(of: id, noun, by: facts, in: db)) + [
          session.entry(
            "events", "Events", "客户行为", .list(try events(of: id, noun, asOf: today, in: db))),
          session.entry(
            "rules", "Rules", "评分规则", .list(try rules(on: id, noun, asOf: today, in: db))),
        ])
    }
  }

  /// What the score makes of a customer; leads have no priority.
  private func priority(
    of id: Int64, _ noun: Noun, by facts: FactExpression, in db: ReadTransaction
  ) throws -> [Document.Entry] {
    guard let priority = try facts.sql("priority", of: noun, alias: "r"),
      let band: String = try db.value(
        "SELECT \(priority) FROM \(identifier: noun.table) r WHERE r.id = \(id)")
    else { return [] }
    return [
      session.entry("priority", "Priority", "优先级", .text(band)),
      session.entry("bands", "Bands", "档位", .text(try ScoreBands(in: db).description)),
    ]
  }

  private func rules(
    on record: Int64, _ noun: Noun, asOf today: Day, in db: ReadTransaction
  ) throws -> [Document] {
    try ScoreRules(of: noun, alias: "r", today: today, session: session, in: db).rules.map { rule in
      let holds =
        try db.value(
          "SELECT \(rule.holds) FROM \(identifier: noun.table) r WHERE r.id = \(record)") ?? false
      return .object([
        session.entry("rule", "Rule", "规则", .text(rule.name)),
        session.entry("condition", "Condition", "条件", .text(rule.condition)),
        session.entry("given", "Points given", "原始分值", .integer(rule.points)),
        session.entry("holds", "Holds", "成立", .bool(holds)),
        session.entry("points", "Points", "得分", .integer(holds ? rule.points : 0)),
      ])
    }
  }

  private func events(
    of record: Int64, _ noun: Noun, asOf today: Day, in db: ReadTransaction
  ) throws -> [Document] {
    let events = ScoreExpression(noun: noun, today: today).events(of: "\(record)")
    return try db.rows(
      """
      SELECT b.name, a.id, a.at, u.login, s.given, s.half_life, s.halvings, s.max_per_day, s.counts,
        iif(s.counts, s.points, 0)
      FROM (\(events)) s JOIN behavior b ON b.id = s.behavior JOIN activity a ON a.id = s.activity
      LEFT JOIN "user" u ON u.id = a.created_by
      ORDER BY a.at, s.event
      """, as: String.self, Int64.self, String.self, String?.self, Int64.self, Int64?.self,
      Int64.self, Int64?.self, Bool.self, Int64.self
    ).map { row in
      .object([
        session.entry("behavior", "Behavior", "客户行为", .text(row.0)),
        session.entry("activity", "Activity", "跟进记录", .text(Noun.activity.reference(row.1))),
        session.entry("at", "At", "时间", .instant(row.2)),
        session.entry("by", "By", "记录人", .orNull(row.3)),
        session.entry("given", "Points given", "原始分值", .integer(row.4)),
        session.entry("half_life", "Half-life", "半衰期", number(row.5)),
        session.entry("halved", "Halved", "减半次数", .integer(row.6)),
        session.entry("max_per_day", "Most per day", "每日上限", number(row.7)),
        session.entry("counts", "Counts", "计入", .bool(row.8)),
        session.entry("points", "Points", "得分", .integer(row.9)),
      ])
    }
  }

  private func number(_ value: Int64?) -> Document { value.map { .integer($0) } ?? .null }
}
