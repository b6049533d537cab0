import Catalogue
import Store
import Tabular
import Values

/// `pool forecast`: the customers that will fall, as rows in the order of days.
package struct ForecastRows {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// What falls from today on within so many days; with `isMine` only what the actor would lose.
  package func feed(days: Int, filter: RecordFilter, isMine: Bool) throws -> RowFeed {
    guard 0...3_660 ~= days else {
      throw UserError(.usage, "--days takes a number from 0 to 3660")
    }
    let session = session
    let last = try session.today().adding(days: days)
    let actor = try session.actor().id
    return RowFeed(columns: columns) { db, sink in
      let reader = try FieldReader(.option, session: session, db: db)
      func narrowed(_ holding: PoolHolding) throws -> SQL {
        // A condition is about customers.
        guard holding == .customers || filter.isEmpty else { return "0" }
        var conditions = try filter.sql(for: holding.noun, session: session, reader: reader)
        if isMine { conditions.append("r.owner = \(actor)") }
        guard !conditions.isEmpty else { return "1" }
        return """
          c.id IN (SELECT r.id FROM \(identifier: holding.table) r
            WHERE \(conditions.conjunction()))
          """
      }
      let forecast = try RecycleForecast(until: last, where: narrowed, session: session, in: db)
      let rules = forecast.rules
      let logins = try HeldTitles.names("SELECT id, login FROM \"user\"", in: db)
      try HeldTitles.forEach(
        forecast.falls, in: db, record: { (rules[$0.rule].holding, $0.customer) }
      ) { fall, name in
        let rule = rules[fall.rule]
        sink.row.append(text: fall.day.description)
        sink.row.append(text: rule.holding.noun.reference(fall.customer))
        sink.row.append(text: name)
        sink.row.append(text: logins[fall.owner] ?? "")
        sink.row.append(integer: rule.id)
        sink.row.append(text: rule.kind.rawValue)
        sink.row.append(text: fall.anchor.description)
        try sink.send()
      }
    }
  }

  private var columns: [Column] {
    return [
      session.language.column("day", "Falls on", "回落日期", .day),
      session.language.column("ref", "Record", "记录"),
      session.language.column("name", "Name", "名称"),
      session.language.column("owner", "Owner", "归属人"),
      session.language.column("rule", "Rule", "规则", .integer),
      session.language.column("kind", "Kind", "类型"),
      session.language.column("anchor", "Counted from", "起算时间", .instant),
    ]
  }
}
