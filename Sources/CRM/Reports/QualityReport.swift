import Catalogue
import Store
import Values

extension Report {
  /// What is missing or wrong in the records (数据质量).
  static let quality = Report(
    "quality", "Data quality", "数据质量", summary: "What is missing, doubled, dangling or stale",
    definition: """
      Live customers and open opportunities that have a flaw.

      records  how many have it
      of       how many there are
      share    records / of, in percent with two decimals, half up

      \(QualityCheck.all.map { "\($0.key)\n  \($0.help)" }.joined(separator: "\n"))

      Opportunities are those of customers that meet --where. --as-of is the day that counts as today
      for what is stale or overdue; the records are those of now. --ids takes a check, such as
      customer.unreachable, and what --by groups by behind it.
      """,
    noun: .customer,
    rows: [
      .words(
        "check", "Check", "检查项", of: "0",
        QualityCheck.all.map { ($0.key, $0.label) })
    ], dimensions: [.owner, .team],
    measures: [
      .number("records", "Records", "记录数", isZeroWhenMissing: true),
      .number("of", "Of", "总数", isZeroWhenMissing: true),
      .share("share", "Share", "占比", of: "f.records", in: "f.\"of\""),
    ], chart: "share", options: [.conditions, .owner, .day],
    examples: [
      ("crm report quality", "What should be put right"),
      ("crm report quality --by owner", "Whose records they are"),
      ("crm report quality --ids customer.unreachable", "Whom nobody can reach"),
    ],
    content: .figures(
      ReportSource(
        from: { _ in "customer r" },
        spans: ReportSpans { query, db in
          var counts: [[Scalar]: PlainCounts] = [:]
          for noun in [Noun.customer, .opportunity] {
            counts.merge(try QualityCheck.count(noun, query, in: db)) { $1 }
          }
          return counts
        },
        drill: { query, keys in
          try query.records(keys, of: QualityCheck.all, each: "check", key: \.key) { check in
            let run = query.context
            var records = try RecordQuery(check.noun, session: run.session)
            records.conditions += [QualityCheck.subject(check.noun, run), try check.condition(run)]
            return records
          }
        })))
}

/// One flaw that records can have.
struct QualityCheck: Sendable {
  let noun: Noun
  let name: String
  let label: Label
  let help: String
  /// The condition on the record `r`.
  let condition: @Sendable (ReportRun) throws -> SQL

  /// What programs call it.
  var key: String { "\(noun.name).\(name)" }

  private init(
    _ noun: Noun, _ name: String, _ english: String, _ chinese: String, _ help: String,
    _ condition: @escaping @Sendable (ReportRun) throws -> SQL
  ) {
    self.noun = noun
    self.name = name
    label = Label(english, chinese)
    self.help = help
    self.condition = condition
  }

  /// Days without a follow-up after which a record is stale.
  private static let stale = 90

  static let all: [QualityCheck] = [
    .init(
      .customer, "unreachable", "Customer: no phone, no e-mail", "客户：无电话和邮箱",
      "neither phone nor e-mail nor WeChat"
    ) { _ in "r.phone IS NULL AND r.email IS NULL AND r.wechat IS NULL" },
    .init(.customer, "no_industry", "Customer: no industry", "客户：无行业", "no industry") { _ in
      "r.industry IS NULL"
    },
    .init(.customer, "no_source", "Customer: no source", "客户：无来源", "no source") { _ in
      "r.source IS NULL"
    },
    .init(
      .customer, "no_contact", "Customer: no contact", "客户：无联系人", "an enterprise without a contact"
    ) { _ in
      """
      r.type = 'enterprise' AND NOT EXISTS (SELECT 1 FROM contact t
        WHERE t.customer = r.id AND t.deleted_at IS NULL)
      """
    },
    .init(
      .customer, "duplicate", "Customer: same name as another", "客户：重名",
      "another live customer has the same name, compared without case, spaces and legal form"
    ) { _ in
      """
      EXISTS (SELECT 1 FROM customer d
        WHERE d.name_key = r.name_key AND d.id <> r.id AND d.deleted_at IS NULL)
      """
    },
    .init(
      .customer, "dangling", "Customer: owner has left", "客户：归属人已离职",
      "the owner is inactive or deleted"
    ) { _ in isGone },
    .init(
      .customer, "stale", "Customer: not followed up", "客户：久未跟进",
      "owned, and not followed up in the last 90 days, nor held for less"
    ) { run in
      let since = run.zone.startOfDay(run.today.adding(days: -stale))
      return """
        r.owner IS NOT NULL AND r.held_since < \(since) AND NOT EXISTS (SELECT 1 FROM activity a
          WHERE a.customer = r.id AND a.at >= \(since) AND a.deleted_at IS NULL)
        """
    },
    .init(.opportunity, "no_amount", "Opportunity: no amount", "商机：无金额", "no amount") { _ in
      "r.amount IS NULL"
    },
    .init(
      .opportunity, "no_expected_close", "Opportunity: no expected close", "商机：无预计成交日期",
      "no day of expected close"
    ) { _ in "r.expected_close IS NULL" },
    .init(
      .opportunity, "overdue", "Opportunity: overdue", "商机：已逾期",
      "the day of expected close is over"
    ) { run in "r.expected_close < \(run.today)" },
    .init(
      .opportunity, "dangling", "Opportunity: nobody has it", "商机：无在职归属人",
      "the owner is inactive or deleted, or there is none"
    ) { _ in "(r.owner IS NULL OR \(isGone))" },
  ]

  private static let isGone: SQL = """
    r.owner IN (SELECT id FROM "user" WHERE active = 0 OR deleted_at IS NOT NULL)
    """

  /// What is checked at all: of opportunities the open ones.
  static func subject(_ noun: Noun, _ run: ReportRun) -> SQL {
    let isAsked = run.isAsked("r.owner")
    let conditions = run.parameters.conditions.conjunction()
    guard noun.name == Noun.opportunity.name else { return "\(isAsked) AND (\(conditions))" }
    let isMeant: SQL =
      run.parameters.conditions.isEmpty
      ? "1" : "r.customer IN (SELECT r.id FROM customer r WHERE \(conditions))"
    return """
      r.stage IN (SELECT id FROM stage WHERE kind = 'open') AND \(isAsked) AND \(isMeant)
      """
  }

  /// All checks of a noun, in one pass, by the keys of the report's groups.
  static func count(
    _ noun: Noun, _ query: ReportQuery, in db: ReadTransaction
  ) throws -> [[Scalar]: PlainCounts] {
    let run = query.context
    let checks = all.filter { $0.noun.name == noun.name }
    let counts = try checks.map { "count(*) FILTER (WHERE \(try $0.condition(run)))" as SQL }
    let keys = Array(query.keys().dropFirst())
    var sql: SQL = """
      SELECT \((keys + ["count(*)"] + counts).joined(separator: ", "))
      FROM \(identifier: noun.table) r WHERE \(run.sees(noun, "r")) AND \(subject(noun, run))
      """
    if !keys.isEmpty {
      sql += " GROUP BY \(keys.indices.map { SQL(text: String($0 + 1)) }.joined(separator: ", "))"
    }
    var all: [[Scalar]: PlainCounts] = [:]
    try db.stream(sql) { row in
      let group = keys.indices.map { row.scalar($0) }
      for (index, check) in checks.enumerated() {
        all[[.text(check.key)] + group] = PlainCounts(figures: [
          "records": row.integer(keys.count + 1 + index), "of": row.integer(keys.count),
        ])
      }
      return true
    }
    return all
  }
}
