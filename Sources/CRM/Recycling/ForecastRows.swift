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
      var conditions = try filter.sql(
        for: .customer, session: session,
        reader: try FieldReader(.option, session: session, db: db))
      if isMine { conditions.append("r.owner = \(actor)") }
      let narrowed: SQL =
        conditions.isEmpty
        ? "1" : "c.id IN (SELECT r.id FROM customer r WHERE \(conditions.conjunction()))"
      let forecast = try RecycleForecast(until: last, where: narrowed, session: session, in: db)
      let logins = try CustomerTitles.names("SELECT id, login FROM \"user\"", in: db)
      try CustomerTitles.forEach(forecast.falls, \.customer, in: db) { fall, name in
        let rule = forecast.rules[fall.rule]
        sink.row.append(text: fall.day.description)
        sink.row.append(text: Noun.customer.reference(fall.customer))
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
    func column(
      _ name: String, _ english: String, _ chinese: String, _ kind: ColumnKind = .text
    ) -> Column {
      Column(name, label: Label(english, chinese)[session.language], kind: kind)
    }
    return [
      column("day", "Falls on", "回落日期", .day), column("ref", "Customer", "客户"),
      column("name", "Name", "客户名称"), column("owner", "Owner", "归属人"),
      column("rule", "Rule", "规则", .integer), column("kind", "Kind", "类型"),
      column("anchor", "Counted from", "起算时间", .instant),
    ]
  }
}
