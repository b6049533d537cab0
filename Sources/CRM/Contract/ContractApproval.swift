import Catalogue

/// Whether a contract is one: apart from its status, which says how far it is carried out.
package enum ContractApproval: String, CaseIterable, Sendable {
  case draft, pending, approved, rejected, withdrawn, void

  package var label: Label {
    switch self {
    case .draft: Label("Draft", "草稿")
    case .pending: Label("Pending", "审批中")
    case .approved: Label("Approved", "已通过")
    case .rejected: Label("Rejected", "已驳回")
    case .withdrawn: Label("Withdrawn", "已撤回")
    case .void: Label("Void", "已作废")
    }
  }

  static var choices: [FieldType.Choice] {
    allCases.map { .init($0.rawValue, $0.label.english, $0.label.chinese) }
  }
}
