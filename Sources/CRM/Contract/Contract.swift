import Catalogue

extension Noun {
  package static let contract = Noun(
    "contract", plural: "contracts", aliases: ["order"], "Contract", "订单合同",
    summary: "a signed sale: what was agreed, and how far it is",
    titleField: "number", identifyingFields: ["number", "name"], uniqueFields: [["number"]],
    fields: [
      Field(
        "number", .text, "Number", "合同编号", aliases: ["订单编号", "合同号", "订单号", "contract_no"],
        setter: .creationOnly, isListed: true, "The number, unique; made when not given"),
      Field(
        "name", .text, "Name", "合同名称", aliases: ["订单名称", "合同", "订单"], isListed: true,
        "The name; that of the opportunity or customer when not given"),
      Field(
        "customer", .reference("customer"), "Customer", "客户",
        aliases: ["客户名称", "公司", "company", "account"], isRequired: true, isListed: true,
        makesPart: true, "The customer who signed; taken from the opportunity when not given"),
      Field(
        "opportunity", .reference("opportunity"), "Opportunity", "商机", aliases: ["销售机会"],
        "The opportunity that it came from"),
      Field(
        "type", .dictionary("contract.type"), "Type", "订单类型", aliases: ["合同类型"], isListed: true,
        "The type of the contract"),
      Field(
        "status", .dictionary("contract.status"), "Status", "订单状态", aliases: ["合同状态"],
        isListed: true,
        "How far it is carried out; the first of the list when not given (contract status)"),
      Field(
        "approval", .choice(ContractApproval.choices), "Approval", "审批状态",
        setter: .creation(thenBy: "contract submit"), isListed: true,
        "Whether it counts: only an approved contract is a deal; draft when not given"),
      Field(
        "amount", .money, "Amount", "合同金额", aliases: ["订单金额", "金额", "总金额", "value"],
        isRequired: true, isListed: true,
        "The amount; that of the opportunity when not given"),
      Field(
        "signed", .day, "Signed", "签订日期", aliases: ["签约日期", "签单日期", "下单日期", "sign_date"],
        isListed: true, "The day on which it was signed: that of the deal"),
      Field(
        "start", .day, "Start", "开始日期", aliases: ["生效日期", "start_date"], "Its first day"),
      Field(
        "end", .day, "End", "结束日期", aliases: ["到期日期", "终止日期", "end_date"], "Its last day"),
      Field(
        "owner", .reference("user"), "Owner", "归属人",
        aliases: ["负责人", "所有人", "销售", "业务员", "签约人"], isListed: true,
        "The user whose deal it is; the opportunity's, else the actor, when not given"),
      Field(
        "service",
        .references("user", through: .init("contract_service", owner: "contract", target: "user")),
        "Service people", "服务人员", "Who carries it out and looks after the customer"),
      .tags("contract"),
      Field("remark", .longText, "Remark", "备注", aliases: ["note"], "A remark"),
      Field(
        "approved_at", .instant, "Approved at", "审批通过时间", setter: .history, "When it was approved"),
      Field("voided_at", .instant, "Voided at", "作废时间", setter: .history, "When it became void"),
      Field(
        "void_reason", .longText, "Void reason", "作废原因", setter: .history, "Why it became void"),
    ],
    facts: [
      Field(
        "planned", .money, "Planned", "计划回款", setter: .computed, "The sum of its receivables"),
      Field(
        "received", .money, "Received", "已回款", setter: .computed,
        "What was paid, refunds taken off"),
      Field(
        "outstanding", .money, "Outstanding", "未回款", setter: .computed,
        "What is still to be paid of an approved contract"),
      Field(
        "received_percent", .decimal(scale: 2), "Received %", "回款率", setter: .computed,
        "What was paid, in percent of the amount"),
      Field(
        "credit", .money, "Credit", "预收余额", setter: .computed,
        "What was paid beyond its receivables, or beyond its amount when nothing is planned"),
      Field(
        "overdue", .money, "Overdue", "逾期金额", setter: .computed,
        "What should have been paid by yesterday"),
      Field(
        "overdue_days", .integer(0...Int64.max), "Overdue days", "逾期天数", setter: .computed,
        "How long its oldest receivable has been overdue"),
      Field(
        "next_due", .day, "Next due", "下次回款日期", setter: .computed,
        "The due day of its first receivable that is not paid"),
      Field(
        "instalments", .integer(0...Int64.max), "Instalments", "期数", setter: .computed,
        "How many receivables it has"),
      Field(
        "instalments_paid", .integer(0...Int64.max), "Instalments paid", "已回款期数",
        setter: .computed, "How many of them are paid"),
    ])
}
