import Catalogue

/// What a target counts.
package enum TargetMetric: String, CaseIterable, Sendable {
  case contractAmount = "contract_amount"
  case paymentAmount = "payment_amount"
  case newCustomers = "new_customers"
  case activities
  case opportunities
  case wonOpportunities = "won_opportunities"

  package var label: Label {
    switch self {
    case .contractAmount: Label("Contract amount", "合同金额")
    case .paymentAmount: Label("Payment amount", "回款金额")
    case .newCustomers: Label("New customers", "新增客户数")
    case .activities: Label("Activities", "跟进次数")
    case .opportunities: Label("Opportunities", "新增商机数")
    case .wonOpportunities: Label("Won opportunities", "赢单数")
    }
  }

  /// The records that it counts, or whose amounts it sums.
  var noun: Noun {
    switch self {
    case .contractAmount: .contract
    case .paymentAmount: .payment
    case .newCustomers: .customer
    case .activities: .activity
    case .opportunities, .wonOpportunities: .opportunity
    }
  }

  /// Whether it is money and no number of records.
  package var isAmount: Bool { self == .contractAmount || self == .paymentAmount }

  /// The names of those that are money.
  static let amounts = allCases.filter(\.isAmount).map(\.rawValue)

  /// The field of a target that holds the figure.
  package var valueField: String { isAmount ? "amount" : "count" }
}
