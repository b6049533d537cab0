import Catalogue

extension Noun {
  /// Fields that rules may decide, and whether they do (客户自动分类, 信用等级).
  package static let classification = Noun(
    "classification", plural: "classifications", "Classification", "自动分类",
    summary: "whether people or rules decide a field",
    identifyingFields: ["name"], uniqueFields: [["name"]], isConfiguration: true,
    describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "名称", isRequired: true, setter: .creationOnly, isListed: true,
        "Noun and field, such as customer.level"),
      Field("noun", .text, "Noun", "对象", setter: .computed, "Whose field it is"),
      Field("field", .text, "Field", "字段", setter: .computed, "The field that is decided"),
      Field(
        "mode",
        .choice([
          .init("manual", "By hand", "手动"), .init("rules", "By rules", "按规则"),
        ]), "Mode", "方式", isListed: true,
        "Who decides: people, or the rules of classification; rules when not given"),
      Field(
        "on_none", .text, "When no rule matches", "无匹配时", isListed: true,
        "What becomes of the value: keep leaves it as it is, clear takes it away, anything else is the "
          + "value that the field gets; keep when not given"),
      Field("remark", .longText, "Remark", "备注", "A remark"),
    ])
}
