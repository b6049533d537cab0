import Catalogue

extension Noun {
  package static let quote = Noun(
    "quote", plural: "quotes", "Quote", "报价",
    summary: "an offer of products at prices, in versions",
    titleField: "number", identifyingFields: ["number"], uniqueFields: [["number"]],
    fields: [
      Field(
        "number", .text, "Number", "报价编号", aliases: ["报价单号", "quote_no"],
        setter: .creationOnly, isListed: true,
        "The number, unique; made when not given, and with the version behind it when revised"),
      Field(
        "customer", .reference("customer"), "Customer", "客户",
        aliases: ["客户名称", "公司", "company", "account"], isRequired: true, setter: .creationOnly,
        isListed: true, "The customer who may buy; taken from the opportunity when not given"),
      Field(
        "opportunity", .reference("opportunity"), "Opportunity", "商机", aliases: ["销售机会"],
        setter: .creationOnly, makesPart: true, "The opportunity that it is for"),
      Field(
        "contact", .reference("contact"), "Contact", "联系人", "The person to whom it is addressed"),
      Field(
        "version", .integer(1...1_000_000), "Version", "版本", setter: .computed, isListed: true,
        defaultValue: .integer(1), "Which version of the offer it is"),
      Field(
        "series", .reference("quote"), "First version", "首个版本", setter: .computed,
        "The first version, for later ones"),
      Field(
        "discount", .decimal(scale: 2), "Discount %", "整单折扣%", aliases: ["折扣"],
        "The discount on the sum of the lines, in percent"),
      Field(
        "discount_amount", .money, "Discount amount", "整单优惠", aliases: ["优惠金额"],
        "What is taken off besides, after the discount in percent"),
      Field(
        "valid_until", .day, "Valid until", "有效期至", aliases: ["有效期", "报价有效期"],
        isListed: true, "The last day on which it can be accepted"),
      Field(
        "terms", .longText, "Terms", "条款", aliases: ["付款条款", "商务条款"],
        "Delivery, payment and what else holds"),
      Field(
        "owner", .reference("user"), "Owner", "归属人",
        aliases: ["负责人", "所有人", "销售", "业务员", "报价人"], isListed: true,
        "The user whose offer it is; the opportunity's, else the actor, when not given"),
      Field(
        "state", .choice(QuoteState.choices(QuoteState.allCases)), "Step", "办理环节",
        setter: .history, defaultValue: .text(QuoteState.draft.rawValue),
        "How far it was moved; 'status' says what that means today"),
      Field(
        "approval",
        .choice([.init("automatic", "Automatic", "自动"), .init("manual", "By a user", "人工")]),
        "Approval", "审批方式", setter: .history, "Whether a user approved it, or nobody had to"),
      Field(
        "submitted_at", .instant, "Submitted at", "提交时间", setter: .history,
        "When it was submitted"),
      Field(
        "approved_at", .instant, "Approved at", "批准时间", setter: .history, "When it was approved"),
      Field(
        "approved_by", .reference("user"), "Approved by", "批准人", setter: .history,
        "Who approved it"),
      Field("sent_at", .instant, "Sent at", "发送时间", setter: .history, "When it was sent"),
      Field(
        "decided_at", .instant, "Decided at", "答复时间", setter: .history,
        "When it was accepted or rejected"),
      Field(
        "decision_note", .longText, "Decision note", "答复说明", setter: .history,
        "Why it was rejected, or what came with the acceptance"),
      Field("remark", .longText, "Remark", "备注", aliases: ["note"], "A remark"),
    ],
    facts: [
      Field(
        "status",
        .choice(
          QuoteState.choices(QuoteState.allCases) + [
            .init(QuoteStatus.expired, "Expired", "已过期"),
            .init(QuoteStatus.superseded, "Superseded", "已被修订"),
          ]), "Status", "状态", setter: .computed, isListed: true,
        "Where it stands today: an open one expires when its last day is over"),
      Field(
        "subtotal", .money, "Subtotal", "明细合计", setter: .computed, "The sum of the lines"),
      Field(
        "total", .money, "Total", "报价总额", setter: .computed, isListed: true,
        "The sum of the lines less the discounts on it"),
      Field(
        "expired", .bool, "Expired", "已过期", setter: .computed,
        "Whether its last day is over before it was decided"),
    ])
}
