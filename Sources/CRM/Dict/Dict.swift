import Catalogue
import Values

extension Noun {
  /// The entries of the option lists (数据字典).
  package static let dict = Noun(
    "dict", plural: "dicts", "Option", "数据字典", summary: "an entry of an option list",
    table: "dictionary_entry", titleField: "key", identifyingFields: ["name", "key"],
    defaultSort: ["dictionary", "position", "id"], uniqueFields: [["name"]],
    isConfiguration: true, describesStore: true, groupField: "dictionary",
    fields: [
      Field(
        "dictionary", .text, "List", "字典", isRequired: true, setter: .creationOnly,
        isListed: true, "The option list, such as customer.industry"),
      Field(
        "key", .text, "Key", "键", isRequired: true, setter: .creationOnly, isListed: true,
        "What is stored, exported and written in conditions; it never changes"),
      Field(
        "name", .text, "Name", "名称", setter: .computed,
        "List and key, by which the entry is found: customer.industry.retail"),
      Field(
        "label_en", .text, "English title", "英文标签", aliases: ["label"], isListed: true,
        "The title in English; the key when not given"),
      Field(
        "label_zh", .text, "Chinese title", "中文标签", isListed: true,
        "The title in Chinese; the English one when not given"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序", isListed: true,
        "The order within the list; the last when not given"),
      Field(
        "active", .bool, "Active", "启用", isListed: true, defaultValue: .integer(1),
        "Whether new values may be this; records that have it keep it"),
      Field(
        "kind",
        .choice([
          .init("initial", "Initial", "初始"), .init("middle", "Middle", "中间"),
          .init("won", "Won", "成单"), .init("lost", "Lost", "丢单"),
          .init("free", "Free", "不限"), .init("exclusive", "Exclusive", "互斥"),
        ]), "Kind", "类别",
        "Of a follow status, where it stands in the process: middle when not given; of a group of "
          + "tags, whether they exclude each other: free when not given"),
    ])
}
