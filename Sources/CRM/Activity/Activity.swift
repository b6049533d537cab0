import Catalogue

extension Noun {
  package static let activity = Noun(
    "activity", plural: "activities", aliases: ["act"], "Activity", "跟进记录",
    summary: "a follow-up: a call, visit or message", titleField: "note",
    identifyingFields: [], defaultSort: ["-at", "-id"],
    fields: [
      Field(
        "customer", .reference("customer"), "Customer", "客户",
        aliases: ["客户名称", "公司", "company", "account"], setter: .creationOnly, isListed: true,
        makesPart: true,
        "The customer; taken from the contact, opportunity or converted lead when not given"),
      Field(
        "contact", .reference("contact"), "Contact", "联系人", isListed: true,
        "The person one spoke to"),
      Field(
        "opportunity", .reference("opportunity"), "Opportunity", "商机", aliases: ["销售机会"],
        "The opportunity it was about"),
      Field(
        "lead", .reference("lead"), "Lead", "线索", setter: .creationOnly, isListed: true,
        makesPart: true,
        "The lead, instead of a customer; once it is converted its customer has it, too"),
      Field(
        "method", .dictionary("activity.method"), "Method", "跟进方式", aliases: ["方式"],
        isRequired: true, isListed: true, "How: phone, e-mail, visit, wechat, other"),
      Field(
        "at", .instant, "At", "跟进时间", aliases: ["日期", "时间", "date"], isListed: true,
        "When it happened; now when not given"),
      Field("phone", .phone, "Phone", "电话", "The number that was called"),
      Field("address", .text, "Address", "地址", "Where it took place"),
      Field(
        "note", .longText, "Note", "拜访记录", aliases: ["跟进内容", "内容", "备注", "content"],
        isRequired: true, isListed: true, "What came of it"),
      Field(
        "behavior",
        .references(
          "behavior", through: .init("behavior_event", owner: "activity", target: "behavior")),
        "Behaviors", "客户行为", aliases: ["behaviors", "行为"],
        "What the customer or lead did, for its score (behavior list)"),
    ])
}
