import Catalogue

extension Noun {
  package static let ticket = Noun(
    "ticket", plural: "tickets", aliases: ["case"], "Ticket", "售后工单",
    summary: "an after-sales case: a question, a repair, a complaint",
    titleField: "title", identifyingFields: [], defaultSort: ["due", "id"],
    fields: [
      Field(
        "title", .text, "Title", "主题", aliases: ["标题", "工单主题", "问题", "subject"],
        isRequired: true, isListed: true, "What it is about, in a few words"),
      Field(
        "customer", .reference("customer"), "Customer", "客户",
        aliases: ["客户名称", "公司", "company", "account"], isRequired: true, setter: .creationOnly,
        isListed: true, "The customer who has the problem"),
      Field(
        "contact", .reference("contact"), "Contact", "联系人",
        "The person at the customer who reported it"),
      Field(
        "contract", .reference("contract"), "Contract", "合同", aliases: ["订单", "合同编号", "order"],
        "The contract of the customer that it is about"),
      Field(
        "kind",
        .choice(TicketKind.allCases.map { .init($0.rawValue, $0.label.english, $0.label.chinese) }),
        "Kind", "类型", aliases: ["工单类型", "服务类型", "type"], isListed: true,
        defaultValue: .text(TicketKind.consultation.rawValue), "What is asked for"),
      Field(
        "priority",
        .choice([
          .init("urgent", "Urgent", "紧急"), .init("high", "High", "高"),
          .init("normal", "Normal", "中"), .init("low", "Low", "低"),
        ]), "Priority", "优先级", isListed: true, defaultValue: .text("normal"), "How pressing it is"),
      Field(
        "assignee", .reference("user"), "Assignee", "处理人",
        aliases: ["负责人", "服务人员", "派工人员", "工程师", "engineer"], isListed: true,
        "The user who sees to it; nobody yet when not given (ticket assign)"),
      Field(
        "due", .day, "Due", "截止日期", aliases: ["要求完成日期", "到期日", "due_date", "deadline"],
        isListed: true, "The day on which it has to be resolved at the latest"),
      Field(
        "description", .longText, "Description", "问题描述", aliases: ["描述", "说明", "备注"],
        "The problem in full"),
      Field(
        "state",
        .choice(
          TicketState.allCases.map { .init($0.rawValue, $0.label.english, $0.label.chinese) }),
        "State", "状态", aliases: ["工单状态", "处理状态", "status"],
        setter: .creation(thenBy: "ticket start"), isListed: true,
        defaultValue: .text(TicketState.open.rawValue), "How far it is; open when not given"),
      Field(
        "resolved_at", .instant, "Resolved at", "解决时间", setter: .history,
        "When it was resolved for the last time; empty as long as it is not"),
      Field("closed_at", .instant, "Closed at", "关闭时间", setter: .history, "When it was closed"),
    ],
    facts: [
      Field(
        "overdue", .bool, "Overdue", "已逾期", setter: .computed,
        "Whether it is not resolved although its day is over")
    ])
}

/// What a customer asks for.
package enum TicketKind: String, CaseIterable, Sendable {
  case consultation, repair, complaint, dispatch

  package var label: Label {
    switch self {
    case .consultation: Label("Consultation", "咨询")
    case .repair: Label("Repair", "维修")
    case .complaint: Label("Complaint", "投诉")
    case .dispatch: Label("Dispatch", "派工")
    }
  }
}
