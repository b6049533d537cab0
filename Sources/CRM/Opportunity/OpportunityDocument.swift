import Catalogue
import Store
import Tabular
import Values

/// `opportunity show`: the record, its product lines, the people behind it, what its stage asks for, and
/// its way through the stages.
package struct OpportunityDocument {
  private let session: Session
  private let db: ReadTransaction
  private let currency: Currency

  package init(session: Session, db: ReadTransaction) throws {
    self.session = session
    self.db = db
    currency = try session.settings().currency
  }

  package func document(of id: Int64) throws -> Document {
    let record = try RecordDocument(.opportunity, session: session, db: db).document(of: id)
    guard case .object(let entries) = record else { return record }
    let language = session.language
    let time = try StageTime(asOf: session.today(), session: session)
    let stays = try StageStays(of: id, until: time.end, in: db)
    var all = try entries + facts(of: id)
    all.append(try LineDocument(of: .opportunity, session: session, db: db).entry(of: id))
    all.append(
      .init(
        "contacts", label: Noun.contactRole.label[language],
        .list(try ContactRoles.documents(of: id, session: session, in: db))))
    all += try gate(of: id)
    all.append(
      .init(
        "stage_days", label: Label("Days in stages", "各阶段天数")[language],
        .list(stays.totals.map(Self.days))))
    all.append(
      .init(
        "stage_events", label: Label("Stages", "阶段记录")[language], .list(try events(of: id, stays))))
    return .object(all)
  }

  /// What follows from the record and its moves.
  private func facts(of id: Int64) throws -> [Document.Entry] {
    let names = ["forecast", "stage_since", "stage_age", "slipped", "rotten"]
    let expression = FactExpression(asOf: try session.today(), session: session)
    let facts = Noun.opportunity.facts.filter { names.contains($0.name) }
    let values = try facts.map { fact in
      try expression.sql(fact.name, of: .opportunity, alias: "r") ?? "NULL"
    }
    var entries: [Document.Entry] = []
    try db.stream(
      "SELECT \(values.joined(separator: ", ")) FROM opportunity r WHERE r.id = \(id)"
    ) { row in
      entries = facts.enumerated().map { index, fact in
        .init(
          fact.name, label: fact.label[session.language],
          Self.document(row.scalar(index), of: fact))
      }
      return false
    }
    return entries
  }

  private static func document(_ scalar: Scalar, of fact: Field) -> Document {
    switch (scalar, fact.type) {
    case (.integer(let value), .bool): .bool(value != 0)
    case (.integer(let value), _): .integer(value)
    case (.text(let text), .instant): .instant(text)
    case (.text(let text), _): .text(text)
    default: .null
    }
  }

  /// The checklist of the present stage, and what keeps the opportunity from leaving it forward.
  private func gate(of id: Int64) throws -> [Document.Entry] {
    guard let state = try OpportunityState.load([id], in: db).first else { return [] }
    let language = session.language
    let unmet = try StageDocument(session: session, db: db).unmet(of: id, in: state.stage)
    return [
      .init(
        "checklist", label: Label("Checklist", "检查清单")[language],
        .list(try StageDocument.checklist(of: state.stage, for: id, in: db))),
      .init(
        "unmet", label: Label("Unmet", "未满足条件")[language], .list(unmet.map { .text($0) })),
    ]
  }

  private static func days(_ total: (name: String, visits: Int, days: Int64)) -> Document {
    .object([
      .init("stage", .text(total.name)), .init("visits", .integer(Int64(total.visits))),
      .init("days", .integer(total.days)),
    ])
  }

  private func events(of id: Int64, _ stays: StageStays) throws -> [Document] {
    try db.rows(
      """
      SELECT old.name, new.name, e.at, u.login, e.amount, e.probability, e.reason
      FROM stage_event e JOIN stage new ON new.id = e.to_stage
      LEFT JOIN stage old ON old.id = e.from_stage LEFT JOIN "user" u ON u.id = e."by"
      WHERE e.opportunity = \(id) ORDER BY e.id
      """, as: String?.self, String.self, String.self, String?.self, Int64?.self, Int64.self,
      String?.self
    ).enumerated().map { index, event in
      let (from, to, at, by, amount, probability, reason) = event
      let stay = stays.stays.indices.contains(index) ? stays.stays[index] : nil
      let days = stay.map { $0.seconds / Instant.secondsPerDay }
      var entries: [Document.Entry] = [
        .init("from", .orNull(from)), .init("to", .text(to)),
        .init("at", .instant(at)), .init("by", .orNull(by)),
        .init("amount", currency.document(amount)), .init("probability", .integer(probability)),
        .init("days", days.map { .integer($0) } ?? .null),
      ]
      if let reason { entries.append(.init("reason", .text(reason))) }
      return .object(entries)
    }
  }
}
