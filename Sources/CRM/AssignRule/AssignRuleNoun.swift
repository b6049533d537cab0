import Catalogue
import Values

extension Noun {
  /// The rules by which customers and leads in pools get owners (分配规则).
  package static let assignRule = Noun(
    "assign_rule", command: "assign rule", plural: "assign_rules", "Assignment rule", "分配规则",
    summary: "who gets the customers and leads that lie in pools", identifyingFields: ["name"],
    defaultSort: ["noun", "position", "id"], uniqueFields: [["name"]], isConfiguration: true,
    describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "规则名称", isRequired: true, isListed: true,
        "The name, unique among assignment rules"),
      Field(
        "noun", .text, "Noun", "对象", setter: .creationOnly, isListed: true,
        defaultValue: .text("customer"), "What is assigned: customer or lead"),
      Field(
        "condition", .longText, "Condition", "条件", isListed: true,
        "Only records that meet the condition (crm help conditions); all when not given"),
      Field(
        "strategy",
        .choice([
          .init("round_robin", "In turn", "轮流"), .init("least_open", "Fewest open", "最少优先"),
          .init("weighted", "By weight", "按权重"), .init("fixed", "First in the list", "固定顺序"),
        ]), "Strategy", "分配方式", isListed: true, defaultValue: .text("round_robin"),
        "Who is next: round_robin, each in turn; weighted, in turn by weight; least_open, who owns "
          + "the fewest that are neither won nor lost; fixed, the first in the list who may"),
      Field(
        "members", .text, "Members", "成员", isRequired: true, isListed: true,
        "The logins in order, separated by commas; li.wei:3 has the weight 3, from 0 to 1000, and 0 "
          + "pauses a member"),
      Field(
        "per_day", .integer(0...1_000_000), "Per day", "每日上限", isListed: true,
        "A member gets at most so many on a calendar day by this rule"),
      Field(
        "owned_cap", .integer(0...10_000_000), "Owned at most", "客户上限", isListed: true,
        "A member who owns so many gets no more"),
      Field(
        "fallback_pool", .reference("pool"), "Else to the pool", "无人可分时移入", isListed: true,
        "Where records go for which no member is free; they stay when not given"),
      Field(
        "fallback_user", .reference("user"), "Else to the user", "无人可分时分给", isListed: true,
        "Who gets records for which no member is free"),
      Field(
        "active", .bool, "Active", "启用", isListed: true, defaultValue: .integer(1),
        "Whether 'assign run' looks at the rule"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序",
        "The order in which rules are looked through; the last when not given"),
      Field("remark", .longText, "Remark", "备注", "A remark"),
    ])
}
