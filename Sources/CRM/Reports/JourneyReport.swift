import Catalogue
import Store
import Values

extension Report {
  /// How long customers take from one milestone to the next (客户旅程).
  static let journey = Report(
    "journey", "Journey", "客户旅程", summary: "Median days between the milestones of customers",
    definition: """
      Customers created in the period, and the days between their milestones: created, the first
      follow-up, the first opportunity (when it was created), the first quote (when it was created), the
      first approved contract (when it was signed), the first payment (when it was received), the first
      deal. A customer counts in a step when it has reached both ends, also when the later one came
      first, which counts as 0 days.

      step          from which milestone to which
      count         customers that have reached both
      median_days   the median of their days
      p90_days      nine of ten took no longer

      \(Deal.definition)

      \(ReportSpans.percentiles)

      --ids takes a step, and what --by groups by behind it.
      """,
    noun: .customer,
    rows: [
      .words(
        "step", "Step", "步骤", of: "0",
        JourneySteps.all.map { ($0.name, $0.label) })
    ],
    dimensions: [
      .owner, .team, .source,
      .entries("industry", "Industry", "行业", of: "r.industry", list: "customer.industry"),
      .entries("region", "Region", "地区", of: "r.region", list: "customer.region"),
      .entries("level", "Level", "级别", of: "r.level", list: "customer.level"),
    ],
    measures: [
      .count("count", "Customers", "客户数"), .number("median_days", "Median days", "天数中位数"),
      .number("p90_days", "P90 days", "九成天数"),
    ], chart: "median_days", options: [.period, .conditions, .owner],
    examples: [
      ("crm report journey --period 2026", "How this year's customers came along"),
      ("crm report journey --by source", "Whether sources differ"),
    ],
    content: .figures(
      ReportSource(
        from: { _ in "customer r" }, moment: "r.created_at",
        spans: JourneySteps.spans, division: ReportDivision(noun: .customer, id: "r.id"),
        drill: JourneySteps.records)))
}

/// The steps between the milestones of a customer.
enum JourneySteps {
  private enum Milestone: Int, CaseIterable {
    case created, followUp, opportunity, quote, contract, payment, deal

    /// When the customer `r` reached it: looked up, because indexes have it in the order of customers, and only
    /// for those that are asked for.
    func instant(_ clock: DealClock) -> SQL {
      switch self {
      case .created: "r.created_at"
      case .followUp:
        "(SELECT min(a.at) FROM activity a WHERE a.customer = r.id AND a.deleted_at IS NULL)"
      case .opportunity: Self.created("opportunity")
      case .quote: Self.created("quote")
      case .contract:
        """
        (SELECT min(\(clock.instant("k.signed"))) FROM contract k
          WHERE k.customer = r.id AND \(Deal.isContract("k")))
        """
      case .payment:
        """
        (SELECT min(\(clock.instant("p.received")))
          FROM contract k CROSS JOIN payment p ON p.contract = k.id
          WHERE k.customer = r.id AND k.deleted_at IS NULL AND p.deleted_at IS NULL AND p.amount > 0)
        """
      case .deal: Deal.time(.first, ofCustomer: "r.id", clock)
      }
    }

    private static func created(_ table: SQL) -> SQL {
      "(SELECT min(m.created_at) FROM \(table) m WHERE m.customer = r.id AND m.deleted_at IS NULL)"
    }
  }

  static let all: [(name: String, label: Label)] = steps.map { ($0.name, $0.label) }

  private static let steps: [(name: String, label: Label, from: Milestone, to: Milestone)] = [
    ("followed_up", Label("Created → first follow-up", "创建 → 首次跟进"), .created, .followUp),
    ("opportunity", Label("Created → first opportunity", "创建 → 首个商机"), .created, .opportunity),
    ("quote", Label("First opportunity → first quote", "首个商机 → 首次报价"), .opportunity, .quote),
    ("contract", Label("First quote → first contract", "首次报价 → 首个合同"), .quote, .contract),
    ("payment", Label("First contract → first payment", "首个合同 → 首次回款"), .contract, .payment),
    ("deal", Label("First opportunity → first deal", "首个商机 → 首次成交"), .opportunity, .deal),
    ("whole", Label("Created → first deal", "创建 → 首次成交"), .created, .deal),
    ("cash", Label("Created → first payment", "创建 → 首次回款"), .created, .payment),
  ]

  /// The customers that have reached both ends of a step.
  @Sendable
  static func records(_ query: ReportQuery, _ keys: [String]) throws -> RecordQuery {
    try query.records(keys, of: steps, each: "step", key: \.name) { step in
      let run = query.context
      var records = try RecordQuery(.customer, session: run.session)
      records.conditions.append(query.selects("r.id"))
      records.conditions += [step.from, step.to].map {
        "\($0.instant(run.clock)) IS NOT NULL" as SQL
      }
      return records
    }
  }

  static let spans = ReportSpans { query, db in
    var groups: [[Scalar]: DayCounts] = [:]
    let zone = query.context.zone
    let count = query.groupCount
    let instants = Milestone.allCases.map { $0.instant(query.context.clock) }
    try db.stream(query.rows(selecting: instants)) { row in
      let days = Milestone.allCases.map {
        Instant(bytes: row.text(count + $0.rawValue)).map(zone.day)
      }
      var keys = (0..<count).map { row.scalar($0) }
      for step in steps {
        guard let from = days[step.from.rawValue], let to = days[step.to.rawValue] else { continue }
        keys[0] = .text(step.name)
        groups[keys, default: DayCounts()].add(max(0, to - from))
      }
      return true
    }
    return groups
  }
}
