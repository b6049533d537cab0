import Catalogue

extension Noun {
  package static let receivable = Noun(
    "receivable", plural: "receivables", "Receivable", "回款计划",
    summary: "an instalment of a contract that is due on a day",
    identifyingFields: ["name"], defaultSort: ["due", "id"],
    fields: [
      Field(
        "name", .text, "Name", "期次名称", aliases: ["名称", "款项"], isListed: true,
        "The name, such as 首付款; the contract's number and its own when not given"),
      Field(
        "contract", .reference("contract"), "Contract", "订单合同",
        aliases: ["合同编号", "订单编号", "合同", "订单"], isRequired: true, setter: .creationOnly,
        isListed: true, "The contract that it is an instalment of"),
      Field(
        "number", .integer(1...100_000), "Number", "期次", aliases: ["期数"], setter: .creationOnly,
        isListed: true, "Which instalment it is; the next one when not given"),
      Field(
        "due", .day, "Due", "计划回款日期", aliases: ["应收日期", "到期日", "due_date"], isRequired: true,
        isListed: true, "The day on which it is due"),
      Field(
        "amount", .money, "Amount", "计划回款金额", aliases: ["应收金额", "金额"], isRequired: true,
        isListed: true, "The amount"),
      Field(
        "allow_over", .bool, "May exceed", "允许超额", setter: .creation(thenBy: "receivable add"),
        defaultValue: .integer(0),
        "Whether the receivables may come to more than the contract's amount"),
      Field("remark", .longText, "Remark", "备注", aliases: ["note"], "A remark"),
    ],
    facts: [
      Field(
        "paid", .money, "Paid", "已回款", setter: .computed,
        "What payments have covered of it: the oldest due receivable first"),
      Field(
        "outstanding", .money, "Outstanding", "未回款", setter: .computed,
        "What is still to be paid, of an approved contract"),
      Field(
        "overdue", .bool, "Overdue", "已逾期", setter: .computed,
        "Whether something is outstanding although its day is over"),
      Field(
        "overdue_days", .integer(0...Int64.max), "Overdue days", "逾期天数", setter: .computed,
        "For how many days it has been overdue"),
    ])
}
