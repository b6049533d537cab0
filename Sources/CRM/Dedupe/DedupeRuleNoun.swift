import Catalogue
import Values

extension Noun {
  /// The rules by which two customers are one and the same (查重规则).
  package static let dedupeRule = Noun(
    "dedupe_rule", command: "dedupe", plural: "dedupe_rules", "Dedupe rule", "查重规则",
    summary: "when two records are taken for the same", identifyingFields: ["name"],
    defaultSort: ["noun", "position", "id"], uniqueFields: [["name"]], isConfiguration: true,
    describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "规则名称", isRequired: true, isListed: true,
        "The name, unique among dedupe rules"),
      Field(
        "noun", .text, "Noun", "对象", isRequired: true, setter: .creationOnly, isListed: true,
        "What is compared: customer"),
      Field(
        "type", .text, "Type", "类型", isListed: true,
        "Only records of this type, with each other: enterprise or individual customers"),
      Field(
        "keys", .text, "Keys", "比对字段", isRequired: true, isListed: true,
        "The names of the fields that are equal, all of them, separated by commas; a blank one is "
          + "equal to nothing"),
      Field(
        "action",
        .choice([
          .init("block", "Block", "阻止"), .init("warn", "Warn", "提醒"), .init("allow", "Allow", "允许"),
        ]), "Action", "处理方式",
        isListed: true, defaultValue: .text("block"),
        "Whether an equal record is refused, only pointed out, or allowed: rules behind one that "
          + "allows say nothing about the two"),
      Field(
        "condition", .longText, "Condition", "条件", isListed: true,
        "Only records that both meet the condition"),
      Field(
        "active", .bool, "Active", "启用", isListed: true, defaultValue: .integer(1),
        "Whether the rule is looked at"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序",
        "The order in which rules are looked through; the last when not given"),
      Field("remark", .longText, "Remark", "备注", "A remark"),
    ])
}
