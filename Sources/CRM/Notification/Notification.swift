import Catalogue

extension Noun {
  /// What rules of automation tell users; each sees those that are for them.
  package static let notification = Noun(
    "notification", plural: "notifications", "Notification", "通知",
    summary: "what a rule of automation tells a user", titleField: "title", identifyingFields: [],
    defaultSort: ["-id"], describesStore: true, isReadOnly: true,
    fields: [
      Field(
        "title", .text, "Title", "标题", setter: .computed, isListed: true,
        "What the record was called"),
      Field(
        "text", .longText, "Text", "内容", setter: .computed, isListed: true, "What the rule says"),
      Field("user", .reference("user"), "User", "接收人", setter: .computed, "Who is told"),
      Field("noun", .text, "Noun", "对象", setter: .computed, isListed: true, "What it is about"),
      Field(
        "record", .integer(1...Int64.max), "Record", "记录", setter: .computed, isListed: true,
        "The number of the record; none when it is about several"),
      Field(
        "records", .integer(1...Int64.max), "Records", "记录数", setter: .computed,
        "How many records it is about"),
      Field(
        "rule_name", .text, "Rule", "规则", setter: .computed, isListed: true, "The rule that tells"),
      Field(
        "operation", .integer(1...Int64.max), "Operation", "操作", setter: .computed,
        "The operation that it tells of ('crm op show')"),
      Field(
        "read_at", .instant, "Read at", "阅读时间", setter: .computed, isListed: true,
        "When it was marked as read"),
      Field(
        "undone_by", .integer(1...Int64.max), "Undone by", "撤销操作", setter: .computed,
        "The operation that took back what it tells of"),
    ])
}
