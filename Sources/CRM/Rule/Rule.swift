import Catalogue

extension Noun {
  /// Rules: conditions with a consequence.
  ///
  /// Every kind of rule is a record of this noun; `RuleKind` says which of the fields it uses.
  package static let rule = Noun(
    "rule", plural: "rules", "Rule", "规则", summary: "a condition with a consequence",
    identifyingFields: ["name"], defaultSort: ["kind", "noun", "position", "id"],
    uniqueFields: [["name"]], isConfiguration: true, describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "规则名称", isRequired: true, isListed: true,
        "The name, unique among rules; the history calls it so"),
      Field(
        "kind", .choice(RuleKind.all.map(\.choice)), "Kind", "规则类型", isRequired: true,
        setter: .creationOnly, isListed: true, "What the rule does"),
      Field(
        "noun", .text, "Noun", "对象", isRequired: true, setter: .creationOnly, isListed: true,
        "What it is about: customer, opportunity and so on"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序", isListed: true,
        "The order in which rules of a kind are looked through; the last when not given"),
      Field(
        "active", .bool, "Active", "启用", isListed: true, defaultValue: .integer(1),
        "Whether the rule acts"),
      Field(
        "when", .longText, "Condition", "条件", isListed: true,
        "The condition, as crm-conditions(7) describes it, kept in its canonical form; always when not "
          + "given"),
      Field(
        "field", .text, "Field", "字段", isListed: true, "The field that the rule decides"),
      Field(
        "value", .text, "Value", "值", isListed: true,
        "The value that the field gets; of an option list the key"),
      Field(
        "error", .longText, "Error", "错误提示", isListed: true,
        "What people are told whose change the rule refuses"),
      Field(
        "points", .integer(-1000...1000), "Points", "分值", isListed: true,
        "What customers or leads get that meet the condition"),
      Field(
        "on", .text, "On", "触发事件", isListed: true,
        "What it waits for, separated by commas: "
          + AutomationEvent.allCases.map(\.rawValue).joined(separator: ", ")),
      Field(
        "do", .longText, "Do", "执行动作", isListed: true,
        "What it does, separated by semicolons, as crm-conditions(7) describes it"),
      Field(
        "once",
        .choice(
          FiringLimit.allCases.map { .init($0.rawValue, $0.label.english, $0.label.chinese) }),
        "Once", "执行次数",
        "How often it acts on one record: once for the record, once for each value of what its "
          + "condition names, or always"),
      Field("remark", .longText, "Remark", "备注", "A remark"),
    ])
}
