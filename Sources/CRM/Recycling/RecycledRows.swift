import Catalogue
import Store
import Tabular
import Values

/// The records of a recycling run as rows, rendered after the transaction has ended.
package struct RecycledRows {
  private let result: Recycling.Result
  private let language: Language

  package init(_ result: Recycling.Result, language: Language) {
    self.result = result
    self.language = language
  }

  package func feed() -> RowFeed {
    let rows = self
    return RowFeed(columns: columns) { db, sink in
      let logins = try HeldTitles.names("SELECT id, login FROM \"user\"", in: db)
      let pools = try HeldTitles.names("SELECT id, name FROM pool", in: db)
      let rules = rows.result.rules
      try HeldTitles.forEach(
        rows.result.rows, in: db, record: { (rules[Int($0.rule)].holding, $0.record) }
      ) { row, name in
        let rule = rules[Int(row.rule)]
        sink.row.append(text: rule.holding.noun.reference(row.record))
        sink.row.append(text: name)
        sink.row.append(text: logins[row.owner] ?? "")
        sink.row.append(text: pools[row.pool] ?? PublicPool.name)
        sink.row.append(integer: rule.id)
        sink.row.append(text: rule.kind.rawValue)
        sink.row.append(text: row.anchor.description)
        sink.row.append(integer: Int64(row.age))
        try sink.send()
      }
    }
  }

  private var columns: [Column] {
    return [
      language.column("ref", "Record", "记录"), language.column("name", "Name", "名称"),
      language.column("owner", "Owner", "归属人"), language.column("pool", "Pool", "公海池"),
      language.column("rule", "Rule", "规则", .integer), language.column("kind", "Kind", "类型"),
      language.column("anchor", "Counted from", "起算时间", .instant),
      language.column("age", "Days", "天数", .integer),
    ]
  }
}
