import Catalogue

extension Noun {
  /// Forms: which fields people fill in when they add or edit a record, and in which order.
  package static let form = Noun(
    "form", plural: "forms", "Form", "表单",
    summary: "the fields of a noun that people fill in, in their order",
    identifyingFields: ["name"], uniqueFields: [["name"]], isConfiguration: true,
    describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "名称", setter: .creationOnly,
        "The noun, or noun and type, by which it is found: customer.individual"),
      Field(
        "noun", .text, "Noun", "对象", isRequired: true, setter: .creationOnly, isListed: true,
        "What is filled in: customer, contact and so on"),
      Field(
        "type", .text, "Type", "类型", setter: .creationOnly, isListed: true,
        "Only for records of this type: enterprise or individual customers"),
      Field(
        "items", .text, "Fields", "字段", isRequired: true, isListed: true,
        "The names of the fields, in order, separated by commas"),
      Field(
        "required", .text, "Required", "必填字段", isListed: true,
        "Those of them that must be filled in when a record is added"),
    ])
}
