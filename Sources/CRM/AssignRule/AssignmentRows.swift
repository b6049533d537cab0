import Catalogue
import Store
import Tabular
import Values

/// The records of a run as rows, who got them and why, rendered after the transaction has ended.
package struct AssignmentRows {
  private let result: AssignmentRun.Result
  private let language: Language

  package init(_ result: AssignmentRun.Result, language: Language) {
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
        rows.result.rows, in: db, record: { (rules[Int($0.rule)].holding, $0.customer) }
      ) { row, name in
        let rule = rules[Int(row.rule)]
        sink.row.append(text: rule.holding.noun.reference(row.customer))
        sink.row.append(text: name)
        if let user = row.owner {
          sink.row.append(text: logins[user] ?? "")
        } else {
          sink.row.appendNull()
        }
        if let pool = row.pool {
          sink.row.append(text: pools[pool] ?? "")
        } else {
          sink.row.appendNull()
        }
        sink.row.append(text: rule.name)
        sink.row.append(text: rule.strategy.rawValue)
        sink.row.append(text: row.reason(by: rule)[rows.language])
        try sink.send()
      }
    }
  }

  private var columns: [Column] {
    return [
      language.column("ref", "Record", "记录"), language.column("name", "Name", "名称"),
      language.column("owner", "Owner", "归属人"), language.column("pool", "Moved to", "移入公海池"),
      language.column("rule", "Rule", "规则"), language.column("strategy", "Strategy", "分配方式"),
      language.column("why", "Why", "原因"),
    ]
  }
}

extension AssignmentRun.Row {
  /// Who has the record now; nil: nobody.
  package var owner: Int64? {
    switch outcome {
    case .assigned(let user, _), .fallback(.user(let user)): user
    case .fallback: nil
    }
  }

  /// The pool that it went to.
  package var pool: Int64? {
    if case .fallback(.pool(let pool)) = outcome { pool } else { nil }
  }

  fileprivate func reason(by rule: AssignRule) -> Label {
    guard case .assigned(_, let figure) = outcome else {
      return owner == nil && pool == nil
        ? Label("no member is free; it stays", "无可分配成员，保持不动")
        : Label("no member is free", "无可分配成员")
    }
    return switch rule.strategy {
    case .roundRobin: Label("number \(figure) in turn", "轮到第 \(figure) 位")
    case .leastOpen: Label("has the fewest open: \(figure)", "进行中客户最少：\(figure)")
    case .weighted: Label("in turn by weight \(figure)", "按权重 \(figure) 轮到")
    case .fixed: Label("the first who may: number \(figure)", "按顺序第 \(figure) 位")
    }
  }
}
