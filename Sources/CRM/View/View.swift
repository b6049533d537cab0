import Catalogue

extension Noun {
  package static let view = Noun(
    "view", plural: "views", "View", "视图", summary: "a condition kept under a name",
    identifyingFields: ["name"], uniqueFields: [["name"]], isConfiguration: true,
    describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "视图名称", isRequired: true, isListed: true,
        "The name, unique among views"),
      Field(
        "noun", .text, "Noun", "对象", isRequired: true, setter: .creationOnly, isListed: true,
        "What it selects: customer, opportunity and so on"),
      Field(
        "condition", .longText, "Condition", "条件", isRequired: true, isListed: true,
        "The condition, as crm-conditions(7) describes it; kept in its canonical form"),
      Field("remark", .longText, "Remark", "备注", "A remark"),
    ])
}
