import Catalogue
import Store
import Tabular
import Values

/// `pool simulate`: the falls that other rules would have brought, by owner and rule or one by one.
package struct SimulationReport {
  package let rows: RowFeed
  /// What it comes to, in one sentence.
  package let summary: String

  /// With a file its rules are tried and taken back; else those of the store are.
  package init(
    _ file: ConfigurationFile?, over period: ClosedRange<Day>, listing: Bool, session: Session
  ) throws {
    let today = try session.today()
    guard period.upperBound <= today else {
      throw UserError(
        .usage, "\(period.upperBound) lies in the future", code: "E_FUTURE",
        hints: ["what will fall is 'crm pool forecast'"])
    }
    let simulation = try session.write(isDryRun: true, appliesRules: false) { db in
      if let file { try ConfigurationRun(file, session: session, db: db).run() }
      return try RecycleSimulation(period, session: session, in: db)
    }.value
    let customers = Set(simulation.falls.map(\.customer)).count
    let won = simulation.falls.count(where: \.isWonLater)
    summary =
      "\(customers.grouped) customer\(customers == 1 ? "" : "s") would have fallen from "
      + "\(period.lowerBound) to \(period.upperBound), \(won.grouped) of them won later; "
      + "\(simulation.fallenInFact.grouped) fell in fact"
    rows =
      listing
      ? Self.list(simulation, language: session.language)
      : Self.table(simulation, language: session.language)
  }

  private static func list(_ simulation: RecycleSimulation, language: Language) -> RowFeed {
    RowFeed(
      columns: columns(
        language,
        [
          column("day", "Falls on", "回落日期", .day), column("ref", "Customer", "客户"),
          column("name", "Name", "客户名称"), column("owner", "Owner", "归属人"),
          column("rule", "Rule", "规则"),
          column("anchor", "Counted from", "起算时间", .instant),
          column("won_later", "Won later", "后来成单", .bool),
          column("fell", "Fell in fact", "实际回落", .bool),
        ])
    ) { db, sink in
      let logins = try HeldTitles.names("SELECT id, login FROM \"user\"", in: db)
      try HeldTitles.forEach(
        simulation.falls, in: db, record: { (.customers, $0.customer) }
      ) { fall, name in
        sink.row.append(text: fall.day.description)
        sink.row.append(text: Noun.customer.reference(fall.customer))
        sink.row.append(text: name)
        sink.row.append(text: logins[fall.owner] ?? "")
        sink.row.append(text: simulation.rules[fall.rule].name)
        sink.row.append(text: fall.anchor.description)
        sink.row.append(integer: fall.isWonLater ? 1 : 0)
        sink.row.append(integer: fall.fellInFact ? 1 : 0)
        try sink.send()
      }
    }
  }

  /// By owner, then by rule in its order.
  private static func table(_ simulation: RecycleSimulation, language: Language) -> RowFeed {
    struct Key: Hashable {
      var owner: Int64
      var rule: Int
    }
    var groups: [Key: (falls: Int, won: Int, fell: Int)] = [:]
    for fall in simulation.falls {
      var group = groups[Key(owner: fall.owner, rule: fall.rule)] ?? (0, 0, 0)
      group.falls += 1
      group.won += fall.isWonLater ? 1 : 0
      group.fell += fall.fellInFact ? 1 : 0
      groups[Key(owner: fall.owner, rule: fall.rule)] = group
    }
    return RowFeed(
      columns: columns(
        language,
        [
          column("owner", "Owner", "归属人"), column("rule", "Rule", "规则"),
          column("fallen", "Fallen", "回落数", .integer),
          column("won_later", "Won later", "后来成单", .integer),
          column("fell", "Fell in fact", "实际回落", .integer),
        ])
    ) { db, sink in
      let logins = try HeldTitles.names("SELECT id, login FROM \"user\"", in: db)
      let rows = groups.map { (login: logins[$0.key.owner] ?? "", key: $0.key, group: $0.value) }
      for row in rows.sorted(by: { ($0.login, $0.key.rule) < ($1.login, $1.key.rule) }) {
        sink.row.append(text: row.login)
        sink.row.append(text: simulation.rules[row.key.rule].name)
        sink.row.append(integer: Int64(row.group.falls))
        sink.row.append(integer: Int64(row.group.won))
        sink.row.append(integer: Int64(row.group.fell))
        try sink.send()
      }
    }
  }

  private static func columns(
    _ language: Language, _ columns: [(name: String, label: Label, kind: ColumnKind)]
  ) -> [Column] {
    columns.map { Column($0.name, label: $0.label[language], kind: $0.kind) }
  }

  private static func column(
    _ name: String, _ english: String, _ chinese: String, _ kind: ColumnKind = .text
  ) -> (name: String, label: Label, kind: ColumnKind) {
    (name, Label(english, chinese), kind)
  }
}
