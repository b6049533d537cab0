import Catalogue

extension Noun {
  /// The fields that the store's users made (扩展字段), themselves records.
  package static let customField = Noun(
    "field", plural: "fields", "Custom field", "扩展字段",
    summary: "a field that the store's users added to a noun",
    table: "custom_field", titleField: "key", identifyingFields: ["name", "key"],
    defaultSort: ["noun", "position", "id"], uniqueFields: [["name"]], isConfiguration: true,
    describesStore: true,
    groupField: "noun",
    fields: [
      Field(
        "noun", .text, "Noun", "对象", isRequired: true, setter: .creationOnly, isListed: true,
        "The noun that has it: customer, contact and so on"),
      Field(
        "key", .text, "Key", "键", isRequired: true, setter: .creationOnly, isListed: true,
        "Its name in options, conditions, files and JSON: letters, digits and _"),
      Field(
        "name", .text, "Name", "名称", setter: .computed,
        "Noun and key, by which it is found: customer.company_size"),
      Field(
        "type", .choice(CustomFieldType.choices), "Type", "类型", isRequired: true,
        setter: .creationOnly, isListed: true, "What its values are"),
      Field(
        "target", .text, "Target", "关联对象", setter: .creationOnly,
        "The noun that a reference points to"),
      Field(
        "label_en", .text, "English title", "英文标签", aliases: ["label"], isListed: true,
        "The title in English; the key when not given"),
      Field(
        "label_zh", .text, "Chinese title", "中文标签", isListed: true,
        "The title in Chinese; the English one when not given"),
      Field(
        "description", .text, "Description", "说明", "What people should know when they fill it in"),
      Field(
        "required", .bool, "Required", "必填", isListed: true, defaultValue: .integer(0),
        "Whether every record has a value"),
      Field(
        "unique", .bool, "Unique", "唯一", defaultValue: .integer(0),
        "Whether no two records have the same value"),
      Field(
        "default", .text, "Default", "默认值", "The value of new records that are given none"),
      Field("min", .text, "Minimum", "最小值", "The smallest number"),
      Field("max", .text, "Maximum", "最大值", "The largest number"),
      Field(
        "length", .integer(1...1_000_000), "Length", "长度", "Characters of a text at most"),
      Field(
        "listed", .bool, "Listed", "列表显示", defaultValue: .integer(0),
        "Whether lists show it unless told otherwise"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序",
        "The order among the fields of the noun; the last when not given"),
    ])
}
