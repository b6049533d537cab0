import Catalogue

/// Why something stands in an inbox.
package enum InboxKind: String, CaseIterable, Sendable {
  case notification
  case task
  case ticket
  case followUp = "follow_up"
  /// Somebody has to approve it.
  case approval
  case quoteExpiring = "quote_expiring"
  case receivable
  case contractEnding = "contract_ending"
  /// It is about to be recycled.
  case falling

  package var label: Label {
    switch self {
    case .notification: Label("Notification", "通知")
    case .task: Label("Task", "待办")
    case .ticket: Noun.ticket.label
    case .followUp: Label("Follow-up", "跟进")
    case .approval: Label("To approve", "待审批")
    case .quoteExpiring: Label("Quote expires", "报价到期")
    case .receivable: Label("Receivable", "应收款")
    case .contractEnding: Label("Contract ends", "合同到期")
    case .falling: Label("Falls on", "即将回落")
    }
  }
}
