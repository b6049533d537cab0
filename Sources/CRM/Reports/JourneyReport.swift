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
    source: ReportSource(
      from: { JourneySteps.milestones($0.clock) }, moment: "r.created_at",
      spans: JourneySteps.spans, canDrill: false))
}

/// The steps between the milestones of a customer.
enum JourneySteps {
  private enum Milestone: Int, CaseIterable {
    case created, followUp, opportunity, quote, contract, payment, deal

    /// When the customer `r` reached it.
    var instant: SQL {
      switch self {
      case .created: "r.created_at"
      case .followUp: "followed.at"
      case .opportunity: "opened.at"
      case .quote: "quoted.at"
      case .contract: "signed.at"
      case .payment: "paid.at"
      case .deal: "dealt.at"
      }
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

  /// Customers with the first of everything that they have.
  static func milestones(_ clock: DealClock) -> SQL {
    """
    customer r
    LEFT JOIN (SELECT customer, min(at) AS at FROM activity
      WHERE deleted_at IS NULL AND customer IS NOT NULL GROUP BY customer) followed
      ON followed.customer = r.id
    LEFT JOIN (SELECT customer, min(created_at) AS at FROM opportunity NOT INDEXED
      WHERE deleted_at IS NULL GROUP BY customer) opened ON opened.customer = r.id
    LEFT JOIN (SELECT customer, min(created_at) AS at FROM quote NOT INDEXED
      WHERE deleted_at IS NULL GROUP BY customer) quoted ON quoted.customer = r.id
    LEFT JOIN (SELECT k.customer, min(\(clock.instant("k.signed"))) AS at FROM contract k NOT INDEXED
      WHERE \(Deal.isContract("k")) GROUP BY k.customer) signed ON signed.customer = r.id
    LEFT JOIN (SELECT k.customer, min(\(clock.instant("p.received"))) AS at
      FROM payment p NOT INDEXED CROSS JOIN contract k ON k.id = p.contract
      WHERE p.deleted_at IS NULL AND p.amount > 0 AND k.deleted_at IS NULL
      GROUP BY k.customer) paid ON paid.customer = r.id
    LEFT JOIN (SELECT customer, min(at) AS at FROM (\(DealRows(clock).sql)) GROUP BY customer) dealt
      ON dealt.customer = r.id
    """
  }

  static let spans = ReportSpans { query, db in
    var groups: [[Scalar]: DayCounts] = [:]
    let zone = query.context.zone
    let count = query.groupCount
    try db.stream(query.rows(selecting: Milestone.allCases.map(\.instant))) { row in
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
    return groups.mapValues(\.figures)
  }
}
