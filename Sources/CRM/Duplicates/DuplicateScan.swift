import Catalogue
import Store
import Tabular
import Values

/// `crm customer duplicates`: all customers that are taken for the same, by cluster.
///
/// Each rule is one sorted pass over the store; of the customers only those that are equal to
/// another one are kept in mind. Clusters of which the actor sees nothing are not told, and what else
/// the actor does not see is masked.
package struct DuplicateScan {
  /// Whether companies of similar names are suggested, too.
  package var isFuzzy = false
  package var filter = RecordFilter()
  /// How many clusters are told at most.
  package var limit: Int?
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func feed() -> RowFeed {
    let language = session.language
    return RowFeed(
      columns: [
        language.column("cluster", "Cluster", "组", .integer),
        language.column("ref", "Record", "记录"),
        language.column("name", "Name", "名称"), language.column("holder", "Holder", "归属"),
        language.column("verdict", "Verdict", "结论"), language.column("rule", "Rule", "规则"),
      ]
    ) { db, sink in
      let rules = try DedupeRule.configured(for: .customer, in: db)
      var clusters = try clusters(by: rules, in: db)
      let names =
        rules.map { (name: $0.name, verdict: $0.action.rawValue) }
        + [(name: "similar name", verdict: DuplicateMatch.Verdict.similar.rawValue)]
      var rows = clusters.sorted(rules: names.count)[...]
      var number = 0
      var last: Int?
      while !rows.isEmpty {
        // Whole clusters, so that it is known of each whether anything of it is seen.
        let end = rows.dropFirst(Self.batch - 1).first?.cluster ?? .max
        let batch = rows.prefix { $0.cluster <= end }
        rows = rows.dropFirst(batch.count)
        let told = try ToldRecord.all(
          batch.map(\.record), of: .customer, session: session, in: db)
        let seen = Set(batch.filter { told[$0.record]?.reference != nil }.map(\.cluster))
        for row in batch where seen.contains(row.cluster) {
          if row.cluster != last { number += 1 }
          last = row.cluster
          guard number <= limit ?? .max else { return }
          sink.row.append(integer: Int64(number))
          if let reference = told[row.record]?.reference {
            sink.row.append(text: reference)
          } else {
            sink.row.appendNull()
          }
          sink.row.append(text: told[row.record]?.name ?? "")
          sink.row.append(text: told[row.record]?.holder ?? "")
          let found = row.rules.map { names[$0] }
          sink.row.append(text: found.first?.verdict ?? "")
          sink.row.append(text: Self.together(found.map(\.name)))
          try sink.send()
        }
      }
    }
  }

  private static let batch = 500

  /// Each name once: several rules may compare the same fields.
  private static func together(_ names: [String]) -> String {
    var all: [String] = []
    for name in names where !all.contains(name) { all.append(name) }
    return all.joined(separator: ", ")
  }

  // MARK: Clusters

  private func clusters(
    by rules: [DedupeRule], in db: ReadTransaction
  ) throws -> DuplicateClusters {
    let noun = try session.noun(.customer)
    var groups = RuleGroups(
      noun: noun, conditions: DedupeConditions(noun, session: session, in: db))
    if !filter.isEmpty {
      // What is not seen cannot be asked for either.
      let asked = try filter.sql(
        for: noun, session: session, reader: FieldReader(.option, session: session, db: db))
      groups.filter = (asked + [try session.actor().sight.covers(noun, alias: "r")]).conjunction()
    }
    let exceptions = try Self.exceptions(in: db)
    var clusters = DuplicateClusters()
    for (number, rule) in rules.enumerated() {
      try groups.forEach(of: rule, in: db) {
        EqualGroup.connect($0, by: number, except: exceptions, in: &clusters)
      }
    }
    if isFuzzy { try suggest(groups, rules, exceptions, &clusters, in: db) }
    return clusters
  }

  private static func exceptions(in db: ReadTransaction) throws -> EqualGroup.Exceptions {
    var exceptions: EqualGroup.Exceptions = [:]
    for (one, other) in try db.rows(
      "SELECT customer, other FROM duplicate_exception", as: Int64.self, Int64.self)
    {
      exceptions[one, default: []].insert(other)
      exceptions[other, default: []].insert(one)
    }
    return exceptions
  }

  /// Connects companies whose names have one core, by hashes of sixteen bytes each: that two
  /// different cores share one is less likely than that a suggestion is wrong.
  private func suggest(
    _ groups: RuleGroups, _ rules: [DedupeRule], _ exceptions: EqualGroup.Exceptions,
    _ clusters: inout DuplicateClusters, in db: ReadTransaction
  ) throws {
    var cores: [(hash: UInt64, id: Int64)] = []
    try db.stream(
      """
      SELECT r.id, r.name, r.name_key FROM customer r
      WHERE r.deleted_at IS NULL AND r.type = 'enterprise' AND \(groups.filter) ORDER BY r.id
      """
    ) { row in
      let key = row.text(2)
      if !key.isEmpty {
        cores.append((CompanyName.hash(of: row.text(1), key: key), row.integer(0)))
      }
      return true
    }
    cores.sort { ($0.hash, $0.id) < ($1.hash, $1.id) }
    let allowing = try DedupeRule.allowing(.customer, in: db)
    var start = 0
    while start < cores.count {
      var end = start + 1
      while end < cores.count, cores[end].hash == cores[start].hash { end += 1 }
      let ids = cores[start..<end].map(\.id)
      start = end
      guard ids.count > 1, !clusters.hold(ids) else { continue }
      EqualGroup.connect(
        try groups.members(ids, allowing: allowing, in: db), by: rules.count, except: exceptions,
        in: &clusters)
    }
  }
}
