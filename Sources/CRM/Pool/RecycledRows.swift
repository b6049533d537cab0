import Catalogue
import Store
import Tabular
import Values

/// The customers of a recycling run as rows, rendered after the transaction has ended.
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
      let logins = try Self.names("SELECT id, login FROM \"user\"", in: db)
      let pools = try Self.names("SELECT id, name FROM pool", in: db)
      // Names are looked up by the thousand, so that nothing holds a million of them.
      var start = 0
      while start < rows.result.rows.count {
        let end = min(start + 1000, rows.result.rows.count)
        let part = rows.result.rows[start..<end]
        let names = try Self.names(
          "SELECT id, name FROM customer WHERE id IN \(ids: part.map(\.customer))", in: db)
        for row in part {
          let rule = rows.result.rules[Int(row.rule)]
          sink.row.append(text: Noun.customer.reference(row.customer))
          sink.row.append(text: names[row.customer] ?? "")
          sink.row.append(text: logins[row.owner] ?? "")
          sink.row.append(text: pools[row.pool] ?? PublicPool.name)
          sink.row.append(integer: rule.id)
          sink.row.append(text: rule.kind.rawValue)
          sink.row.append(text: row.anchor.description)
          sink.row.append(integer: Int64(row.age))
          try sink.send()
        }
        start = end
      }
    }
  }

  private var columns: [Column] {
    func column(
      _ name: String, _ english: String, _ chinese: String, _ kind: ColumnKind = .text
    ) -> Column {
      Column(name, label: Label(english, chinese)[language], kind: kind)
    }
    return [
      column("ref", "Customer", "客户"), column("name", "Name", "客户名称"),
      column("owner", "Owner", "归属人"), column("pool", "Pool", "公海池"),
      column("rule", "Rule", "规则", .integer), column("kind", "Kind", "类型"),
      column("anchor", "Counted from", "起算时间", .instant),
      column("age", "Days", "天数", .integer),
    ]
  }

  private static func names(_ query: SQL, in db: ReadTransaction) throws -> [Int64: String] {
    var names: [Int64: String] = [:]
    for (id, name) in try db.rows(query, as: Int64.self, String.self) { names[id] = name }
    return names
  }
}
