import Catalogue
import Store
import Values

extension Report {
  /// What is still to be paid, and for how long (待回款明细).
  static let receivables = Report(
    "receivables", "Receivables", "待回款明细",
    summary: "What is outstanding, overdue and how old it is",
    definition: """
      Receivables of approved contracts; a period limits them by the day on which they are due. What is
      paid follows from the payments of the contract: first those meant for a receivable, then the oldest
      due first, refunds from the last backwards (crm receivable list).

      receivables   receivables, paid ones too
      due           the sum of their amounts
      paid          what payments have covered of that
      outstanding   due - paid
      late          how many are overdue: outstanding, and due before today (--as-of)
      overdue       what is outstanding of those
      not_due       what is outstanding and due after today
      days_0_30     what is outstanding and was due today or up to 30 days ago
      days_31_60    31 to 60 days ago
      days_61_90    61 to 90 days ago
      over_90       more than 90 days ago

      not_due and the four ages together are outstanding. With --as-of a day that is over, payments
      that were received later and contracts that were signed later do not count yet; what was voided,
      deleted or changed since is as it is now. What is paid beyond the receivables is credit, and what
      no receivable plans is not in here: 'crm report contracts' has the outstanding of whole contracts.
      Deleted records do not count. --owner and --team look at the present owner of the contract. By
      ageing, paid receivables have a group of their own. --ids takes a group, and late behind it.
      """,
    noun: .receivable,
    dimensions: ReportDimension.ofContract("k") + [
      .words("ageing", "Ageing", "账龄", of: "b.age", ReceivableAge.groups)
    ] + ReportDimension.calendar("r.due"), by: ["owner"],
    measures: [
      .count("receivables", "Receivables", "期数"), .sum("due", "Due", "应收金额", of: "b.amount"),
      .sum("paid", "Paid", "已回款", of: "b.paid"),
      .sum("outstanding", "Outstanding", "未回款", of: "b.outstanding"),
      .count("late", "Late", "逾期期数", where: "b.is_late"),
      .sum("overdue", "Overdue", "逾期金额", of: "b.outstanding", where: "b.is_late"),
    ]
      + ReceivableAge.allCases.map { age in
        .sum(
          age.measure, age.label.english, age.label.chinese, of: "b.outstanding",
          where: "b.age = \(age.rawValue)")
      }, chart: "outstanding", options: [.period, .conditions, .owner, .day],
    examples: [
      ("crm report receivables", "Who has to collect how much"),
      ("crm report receivables --by customer --sort -overdue --limit 20", "The worst payers"),
      (
        "crm report receivables --by ageing --as-of 2026-03-31",
        "How old it was at the end of March"
      ),
      ("crm report receivables --by month --fields month,due,outstanding", "What comes in when"),
      ("crm report receivables --by ageing --ids 90+", "What is older than 90 days"),
    ],
    content: .figures(
      ReportSource(
        from: { run in
          let (contracts, past) = try ReceivableAge.contracts(run)
          let balances = ReceivableBalance.rows(
            where: """
              \(run.part.contains(.contract, "rb.contract")) AND rb.contract IN (
                SELECT k.id FROM contract k WHERE \(run.part.contains(.contract, "k.id")) AND \(contracts))
              """, receivedBy: past)
          return """
            (SELECT id, contract, due, amount, paid, amount - paid AS outstanding,
                due < \(run.today) AND paid < amount AS is_late,
                \(ReceivableAge.sql(of: "due", isPaid: "paid = amount", asOf: run.today)) AS age
              FROM (\(balances))) b
            CROSS JOIN receivable r ON r.id = b.id CROSS JOIN contract k ON k.id = b.contract
            """
        },
        calendarFrom: { run in
          let contracts = try ReceivableAge.contracts(run).condition
          return """
            receivable r CROSS JOIN contract k
              ON k.id = r.contract AND r.deleted_at IS NULL AND \(contracts)
            """
        }, moment: "r.due", isDay: true, owner: "k.owner",
        division: ReportDivision(noun: .contract, id: "k.id"))))
}

/// How long ago a receivable was due that is not paid (账龄).
enum ReceivableAge: String, CaseIterable {
  case notDue = "not_due"
  case days0 = "0-30"
  case days31 = "31-60"
  case days61 = "61-90"
  case over90 = "90+"

  /// The most days ago, of those that have such a limit.
  private var most: Int? {
    switch self {
    case .notDue: -1
    case .days0: 30
    case .days31: 60
    case .days61: 90
    case .over90: nil
    }
  }

  var label: Label {
    switch self {
    case .notDue: Label("Not due", "未到期")
    case .days0: Label("0–30 days", "0–30天")
    case .days31: Label("31–60 days", "31–60天")
    case .days61: Label("61–90 days", "61–90天")
    case .over90: Label("Over 90 days", "90天以上")
    }
  }

  /// The column with the amounts of this age.
  var measure: String {
    switch self {
    case .notDue: "not_due"
    case .days0: "days_0_30"
    case .days31: "days_31_60"
    case .days61: "days_61_90"
    case .over90: "over_90"
    }
  }

  /// Which contracts `k` count as of the day, and up to which day payments do; nil for all that there are.
  ///
  /// A day that is over did not know what came after it.
  static func contracts(_ run: ReportRun) throws -> (condition: SQL, past: Day?) {
    let past = try run.parameters.asOf.flatMap { try $0 < run.session.today() ? $0 : nil }
    let isSigned: SQL = past.map { "k.signed <= \($0)" } ?? "1"
    let condition = [Deal.isContract("k"), isSigned, run.sees(.contract, "k")].conjunction()
    return (condition, past)
  }

  /// The age of a receivable by its due day; `paid` of what is paid.
  static func sql(of due: SQL, isPaid: SQL, asOf today: Day) -> SQL {
    let cases = allCases.compactMap { age in
      age.most.map { "WHEN \(due) >= \(today.adding(days: -$0)) THEN \(age.rawValue)" as SQL }
    }
    return """
      CASE WHEN \(isPaid) THEN 'paid' \(cases.joined(separator: " "))
      ELSE \(over90.rawValue) END
      """
  }

  /// The groups of `--by ageing`, in their order; ages by what can be typed.
  static let groups: [(key: String, label: Label)] =
    [(notDue.rawValue, notDue.label)]
    + allCases.dropFirst().map { ($0.rawValue, Label($0.rawValue, $0.rawValue)) }
    + [("paid", Label("Paid", "已结清"))]
}
