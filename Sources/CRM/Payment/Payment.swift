import Catalogue

extension Noun {
  package static let payment = Noun(
    "payment", plural: "payments", "Payment", "回款",
    summary: "money received for a contract, or given back", titleField: "number",
    identifyingFields: ["number"], defaultSort: ["received", "id"], uniqueFields: [["number"]],
    fields: [
      Field(
        "number", .text, "Number", "回款编号", aliases: ["收款编号", "流水号"], setter: .creationOnly,
        isListed: true, "The number, unique; made when not given"),
      Field(
        "contract", .reference("contract"), "Contract", "订单合同",
        aliases: ["合同编号", "订单编号", "合同", "订单"], isRequired: true, setter: .creationOnly,
        isListed: true, "The contract that was paid for"),
      Field(
        "receivable", .reference("receivable"), "Receivable", "回款计划", setter: .creationOnly,
        "The receivable that it was meant for; the oldest due one when not given"),
      Field(
        "amount", .money, "Amount", "回款金额", aliases: ["金额", "收款金额", "实收金额"],
        isRequired: true, setter: .creationOnly, isListed: true,
        "The amount; a refund is negative (payment refund)"),
      Field(
        "received", .day, "Received", "回款日期", aliases: ["收款日期", "到账日期", "paid_at"],
        isRequired: true, isListed: true, "The day on which it was received; today when not given"),
      Field(
        "method", .dictionary("payment.method"), "Method", "回款方式", aliases: ["收款方式", "付款方式"],
        isListed: true, "How it was paid"),
      Field(
        "reason", .text, "Reason", "退款原因", setter: .creation(thenBy: "payment refund"),
        "Why money was given back"),
      Field("note", .longText, "Note", "备注", aliases: ["remark"], "What else is to say"),
    ])
}
